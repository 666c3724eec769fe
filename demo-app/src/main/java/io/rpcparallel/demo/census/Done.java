package io.rpcparallel.demo.census;

import java.util.Locale;

/**
 * How far the census is, by number and by size.
 *
 * @param sources how many sources have been counted
 * @param allSources how many there are
 * @param size the size of what has been counted
 * @param allSize the size of all sources
 */
record Done(int sources, int allSources, long size, long allSize) {

	Done plus(Source source) {
		return new Done(this.sources + 1, this.allSources, this.size + source.size(), this.allSize);
	}

	/**
	 * Return which part is done. Where nothing has a size it is measured by number.
	 * @return a number from 0 to 1
	 */
	double part() {
		if (this.allSize > 0) {
			return (double) this.size / this.allSize;
		}
		return (this.allSources > 0) ? (double) this.sources / this.allSources : 1;
	}

	/**
	 * Describe the progress in words.
	 */
	@Override
	public String toString() {
		return String.format(Locale.ROOT, "%3d %%  %d of %d counted", (int) (part() * 100), this.sources,
				this.allSources);
	}

}

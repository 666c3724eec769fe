package io.rpcparallel.demo.census;

/**
 * A place with class files that is counted in one go. It names them only: whoever counts
 * reads the files itself.
 *
 * @param kind how the class files are reached
 * @param path the absolute path of a file or folder, or the name of a module
 * @param entry the jar within the jar, empty unless the kind is {@link Kind#NESTED_JAR}
 * @param size roughly how many bytes are to be read
 */
record Source(Kind kind, String path, String entry, long size) {

	static Source of(Kind kind, String path, long size) {
		return new Source(kind, path, "", size);
	}

	/**
	 * Name the source for a reader.
	 * @return the path, and the entry if there is one
	 */
	String label() {
		return switch (this.kind) {
			case CLASS_FILE, FOLDER, JAR -> this.path;
			case NESTED_JAR -> this.path + "!/" + this.entry;
			case MODULE -> "jrt:/" + this.path;
		};
	}

	/**
	 * Name a class file of this source for a reader.
	 * @param file the path of the file within the source, empty for the source itself
	 * @return the label of the source and the path within it
	 */
	String labelOf(String file) {
		if (file.isEmpty()) {
			return label();
		}
		boolean archive = this.kind == Kind.JAR || this.kind == Kind.NESTED_JAR;
		return label() + (archive ? "!/" : "/") + file;
	}

	/**
	 * How the class files of a source are reached.
	 */
	enum Kind {

		/**
		 * The source is a class file.
		 */
		CLASS_FILE,

		/**
		 * A folder, with all folders below it.
		 */
		FOLDER,

		/**
		 * A jar.
		 */
		JAR,

		/**
		 * A jar in a jar, as Spring Boot packs them.
		 */
		NESTED_JAR,

		/**
		 * A module of the JDK.
		 */
		MODULE

	}

}

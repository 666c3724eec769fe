package io.rpcparallel.benchmarks.contender.start;

import java.io.IOException;

import io.rpcparallel.benchmarks.process.LineProcess;

/**
 * The smallest program that answers. It lives until its standard input ends.
 */
public final class HelloWorld {

	private HelloWorld() {
	}

	/**
	 * Say hello.
	 * @param args not used
	 * @throws IOException if standard input can't be read
	 */
	public static void main(String[] args) throws IOException {
		System.out.println(LineProcess.MARK + "hello");
		while (System.in.read() >= 0) {
			continue;
		}
	}

}

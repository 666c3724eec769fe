package io.rpcparallel.launch;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;

import io.rpcparallel.process.EchoedLine;

/**
 * Small programs that stand in for a worker.
 */
public final class WorkerMains {

	private WorkerMains() {
	}

	/**
	 * Reads its assignment, says what it was, and leaves on the end of its input.
	 */
	public static final class Obedient {

		private Obedient() {
		}

		public static void main(String[] args) throws IOException {
			DataInputStream input = new DataInputStream(System.in);
			byte[] assignment = input.readNBytes(input.readInt());
			int sum = 0;
			for (byte b : assignment) {
				sum += b;
			}
			System.out.println("read " + assignment.length + " sum " + sum + " in " + System.getProperty("user.dir")
					+ " with " + System.getenv("GREETING"));
			System.err.println("then waits");
			System.exit((input.read() == -1) ? 0 : 1);
		}

	}

	/**
	 * Repeats two lines of a log and prints one.
	 */
	public static final class Echoing {

		private Echoing() {
		}

		public static void main(String[] args) throws IOException {
			System.out.write(EchoedLine.bytes("logged\nlogged too", StandardCharsets.UTF_8));
			System.out.print("more? ");
			System.out.write(EchoedLine.bytes("logged meanwhile", StandardCharsets.UTF_8));
			System.out.println("printed");
		}

	}

	/**
	 * Writes as much as it is told to both streams, then a last line without an end.
	 */
	public static final class Talkative {

		private Talkative() {
		}

		public static void main(String[] args) throws IOException {
			int lines = Integer.parseInt(args[0]);
			try (OutputStream out = new BufferedOutputStream(new PrintStream(System.out))) {
				for (int i = 0; i < lines; i++) {
					out.write(("line " + i + "\n").getBytes(StandardCharsets.UTF_8));
					if (i % 1000 == 0) {
						System.err.println("error " + i);
					}
				}
				out.write("the end".getBytes(StandardCharsets.UTF_8));
			}
		}

	}

	/**
	 * Writes 64 MiB without a newline.
	 */
	public static final class Endless {

		private Endless() {
		}

		public static void main(String[] args) {
			byte[] block = "0123456789abcdef".repeat(4096).getBytes(StandardCharsets.UTF_8);
			for (int i = 0; i < 1024; i++) {
				System.out.write(block, 0, block.length);
			}
			System.out.flush();
		}

	}

	/**
	 * Asks without an end of line, waits for the end of its input, and answers.
	 */
	public static final class Prompting {

		private Prompting() {
		}

		public static void main(String[] args) throws IOException {
			System.out.print("more? ");
			System.out.flush();
			System.in.readAllBytes();
			System.out.print("no");
			System.out.flush();
		}

	}

	/**
	 * Starts a child that lives long, names it, and neither reads nor leaves.
	 */
	public static final class Stubborn {

		private Stubborn() {
		}

		public static void main(String[] args) throws IOException, InterruptedException {
			Process child = new ProcessBuilder("sleep", "1000").start();
			System.out.println("child " + child.pid());
			new CountDownLatch(1).await();
		}

	}

	/**
	 * Leaves at once, with a child that lives long and holds its output.
	 */
	public static final class Careless {

		private Careless() {
		}

		public static void main(String[] args) throws IOException {
			Process child = new ProcessBuilder("sleep", "1000").inheritIO().start();
			System.out.println("child " + child.pid());
			System.exit(3);
		}

	}

	/**
	 * Ends with a code and a last word, and reads nothing.
	 */
	public static final class Failing {

		private Failing() {
		}

		public static void main(String[] args) {
			System.err.println("that was it");
			System.exit(3);
		}

	}

	/**
	 * Says whether it could lock a file, as another process would.
	 */
	public static final class Locking {

		private Locking() {
		}

		public static void main(String[] args) throws IOException {
			try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
				System.out.println(channel.tryLock() != null);
			}
		}

	}

}

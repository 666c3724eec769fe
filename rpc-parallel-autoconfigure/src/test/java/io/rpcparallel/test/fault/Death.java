package io.rpcparallel.test.fault;

import java.io.RandomAccessFile;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

import io.rpcparallel.test.Processes;

/**
 * Ways in which a process may end itself, or something in it may fail.
 */
public enum Death {

	NONE {
		@Override
		protected void come() {
		}
	},

	THROW {
		@Override
		protected void come() {
			throw new IllegalStateException("thrown");
		}
	},

	EXIT {
		@Override
		protected void come() {
			System.exit(3);
		}
	},

	EXIT_WITH_STUCK_HOOK {
		@Override
		protected void come() {
			Runtime.getRuntime().addShutdownHook(new Thread(LockSupport::park));
			System.exit(4);
		}
	},

	HALT {
		@Override
		protected void come() {
			Runtime.getRuntime().halt(9);
		}
	},

	KILL {
		@Override
		protected void come() throws Exception {
			Processes.signal("KILL", ProcessHandle.current().pid());
			new CountDownLatch(1).await();
		}
	},

	SEGV {
		@Override
		protected void come() throws Exception {
			Class<?> type = Class.forName("sun.misc.Unsafe");
			Field unsafe = type.getDeclaredField("theUnsafe");
			unsafe.setAccessible(true);
			type.getMethod("putAddress", long.class, long.class).invoke(unsafe.get(null), 0L, 0L);
		}
	},

	ABRT {
		@Override
		protected void come() throws Exception {
			Processes.signal("ABRT", ProcessHandle.current().pid());
			new CountDownLatch(1).await();
		}
	},

	MAPPED_FILE {
		@Override
		protected void come() throws Exception {
			Path file = Files.createTempFile("mapped", null);
			try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
				opened.setLength(1024 * 1024);
				MappedByteBuffer mapped = opened.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, opened.length());
				opened.setLength(0);
				mapped.get(4096);
			}
			finally {
				Files.delete(file);
			}
		}
	},

	HEAP {
		@Override
		protected void come() {
			List<byte[]> held = new ArrayList<>();
			while (!held.contains(new byte[0])) {
				held.add(new byte[1024 * 1024]);
			}
		}
	},

	METASPACE {
		@Override
		protected void come() throws Exception {
			List<Class<?>> held = new ArrayList<>();
			URL[] path = { Death.class.getProtectionDomain().getCodeSource().getLocation() };
			while (held.size() < Integer.MAX_VALUE) {
				URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader());
				held.add(loader.loadClass(Padding.class.getName()));
			}
		}
	},

	DIRECT_MEMORY {
		@Override
		protected void come() {
			List<ByteBuffer> held = new ArrayList<>();
			while (held.size() < Integer.MAX_VALUE) {
				held.add(ByteBuffer.allocateDirect(16 * 1024 * 1024));
			}
		}
	},

	NATIVE_THREAD {
		@Override
		protected void come() {
			// More than a process can address
			new Thread(null, LockSupport::park, "huge", 1L << 48).start();
		}
	},

	STACK {
		@Override
		protected void come() {
			recurse(0);
		}

		private int recurse(int depth) {
			return recurse(depth + 1) + 1;
		}
	},

	THREAD_DEATH {
		@Override
		protected void come() throws Exception {
			// Nobody should name this class any more
			throw (Error) Class.forName(THREAD_DEATH_TYPE).getConstructor().newInstance();
		}
	},

	LINKAGE {
		@Override
		protected void come() {
			throw new NoClassDefFoundError("com/example/Missing");
		}
	},

	INITIALIZER {
		@Override
		protected void come() {
			Broken.touch();
		}
	};

	/**
	 * The error that once ended threads.
	 */
	public static final String THREAD_DEATH_TYPE = "java.lang.ThreadDeath";

	/**
	 * Let it come.
	 */
	public void now() {
		try {
			come();
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	protected abstract void come() throws Exception;

	/**
	 * A class to load often.
	 */
	static class Padding {

	}

	/**
	 * A class that can't be initialised.
	 */
	static class Broken {

		static final int VALUE = value();

		private static int value() {
			throw new IllegalStateException("can't be initialised");
		}

		static void touch() {
			if (VALUE == 0) {
				throw new AssertionError("It was initialised");
			}
		}

	}

}

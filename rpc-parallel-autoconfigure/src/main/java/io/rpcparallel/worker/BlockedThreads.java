package io.rpcparallel.worker;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.NonBlocking;

import io.rpcparallel.transport.LinkReader;

/**
 * Finds threads that wait in code of the application, although others wait for them:
 * those of Reactor that must not block, and those that read connections. To be used by
 * one thread.
 */
final class BlockedThreads {

	private static final int MAX_FRAMES = 100;

	/**
	 * Processor time of a thread that waits, at most.
	 */
	private static final long IDLE = Duration.ofMillis(5).toNanos();

	private static final List<String> LIBRARIES = List.of("reactor.", "org.reactivestreams.", "io.netty.",
			"io.rsocket.", "io.micrometer.", "org.springframework.", "io.rpcparallel.function.",
			"io.rpcparallel.logging.", "io.rpcparallel.protocol.", "io.rpcparallel.transport.",
			"io.rpcparallel.worker.");

	private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

	private Map<Long, Look> before = Map.of();

	/**
	 * Look at all such threads.
	 * @return those that have done nothing but wait at one place since the last look
	 */
	List<BlockedThread> look() {
		Map<Long, Look> looks = new HashMap<>();
		List<BlockedThread> blocked = new ArrayList<>();
		for (ThreadInfo info : threads()) {
			Look look = look(info);
			if (look != null) {
				looks.put(info.getThreadId(), look);
				if (look.isSameAs(this.before.get(info.getThreadId()))) {
					blocked.add(new BlockedThread(info.getThreadName(), List.of(info.getStackTrace())));
				}
			}
		}
		this.before = looks;
		return blocked;
	}

	private List<ThreadInfo> threads() {
		return live().stream()
			.filter(BlockedThreads::mustNotBlock)
			.map((thread) -> this.threads.getThreadInfo(thread.getId(), MAX_FRAMES))
			// It may have ended meanwhile
			.filter(Objects::nonNull)
			.toList();
	}

	private @Nullable Look look(ThreadInfo info) {
		for (StackTraceElement frame : info.getStackTrace()) {
			if (isApplication(frame)) {
				return new Look(info.getWaitedCount() + info.getBlockedCount(),
						this.threads.getThreadCpuTime(info.getThreadId()), frame);
			}
		}
		return null;
	}

	private static boolean isApplication(StackTraceElement frame) {
		String module = frame.getModuleName();
		return (module == null || !(module.startsWith("java.") || module.startsWith("jdk.")))
				&& LIBRARIES.stream().noneMatch(frame.getClassName()::startsWith);
	}

	private static boolean mustNotBlock(Thread thread) {
		return thread instanceof NonBlocking || (thread instanceof LinkReader reader && reader.isReading());
	}

	private static List<Thread> live() {
		ThreadGroup group = Thread.currentThread().getThreadGroup();
		for (ThreadGroup parent = group.getParent(); parent != null; parent = group.getParent()) {
			group = parent;
		}
		// Some may start meanwhile
		Thread[] threads = new Thread[2 * group.activeCount() + 16];
		return Arrays.asList(threads).subList(0, group.enumerate(threads));
	}

	/**
	 * A thread that is blocked.
	 *
	 * @param name its name
	 * @param frames what it does, the innermost frame first
	 */
	record BlockedThread(String name, List<StackTraceElement> frames) {

	}

	/**
	 * What a thread was like.
	 *
	 * @param waits how often it has waited
	 * @param processorTime how much processor time it has used, in nanoseconds
	 * @param frame where it is in the application
	 */
	private record Look(long waits, long processorTime, StackTraceElement frame) {

		boolean isSameAs(@Nullable Look before) {
			return before != null && this.waits == before.waits && this.frame.equals(before.frame)
					&& this.processorTime - before.processorTime < IDLE;
		}

	}

}

package io.rpcparallel.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;

/**
 * Tests for {@link FirstExtraction}.
 */
class FirstExtractionTests {

	private final CachedApplication application = mock(CachedApplication.class);

	private final LaunchRequest request = LaunchRequests.plain();

	private final FirstExtraction extraction = new FirstExtraction();

	private final CountDownLatch begun = new CountDownLatch(1);

	private final CountDownLatch proceed = new CountDownLatch(1);

	@BeforeEach
	void create(@TempDir Path folder) throws IOException {
		CacheStore store = mock(CacheStore.class);
		given(store.lock()).willReturn(mock(CacheLock.class));
		given(this.application.store()).willReturn(store);
		given(this.application.isToBeExtracted()).willReturn(true);
		given(this.application.failureMarker(this.request)).willReturn(folder.resolve("failed"));
	}

	@Test
	void whoStartsAWorkerWhileSomebodyExtractsWaitsForThat() throws Exception {
		willAnswer((call) -> {
			this.begun.countDown();
			assertThat(this.proceed.await(10, TimeUnit.SECONDS)).isTrue();
			return null;
		}).given(this.application).extract(any(), any());
		Thread first = start();
		assertThat(this.begun.await(10, TimeUnit.SECONDS)).isTrue();
		Thread second = start();
		try {
			Awaitility.await().until(() -> isAsleepOrOver(second));
			assertThat(second.getState()).isEqualTo(Thread.State.TIMED_WAITING);
		}
		finally {
			this.proceed.countDown();
		}
		first.join();
		second.join();
		then(this.application).should(times(1)).extract(any(), any());
	}

	@Test
	void whatCannotBeExtractedIsNotTriedAgain() throws IOException {
		willThrow(new IOException("no")).given(this.application).extract(any(), any());
		this.extraction.await(this.application, this.request);
		this.extraction.await(this.application, this.request);
		then(this.application).should(times(1)).extract(any(), any());
	}

	private Thread start() {
		Thread thread = new Thread(() -> {
			try {
				this.extraction.await(this.application, this.request);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
		thread.start();
		return thread;
	}

	private static boolean isAsleepOrOver(Thread thread) {
		return thread.getState() == Thread.State.TIMED_WAITING || thread.getState() == Thread.State.TERMINATED;
	}

}

package io.rpcparallel;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.rpcparallel.function.OneWayFunction;
import io.rpcparallel.function.RpcFunction;
import io.rpcparallel.function.SessionType;
import io.rpcparallel.function.StatelessRpcFunction;
import io.rpcparallel.function.WorkerFunction;
import io.rpcparallel.function.WorkerType;

/**
 * Workers whose state is a book, with sessions that write a page each.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class BookFunctions {

	@Bean
	Journal journal() {
		return new Journal();
	}

	@Bean
	WorkerType<Book, String> book(Journal journal) {
		return (title) -> new Book(title, journal);
	}

	@Bean
	SessionType<Book, Page, String> page() {
		return Page::new;
	}

	@Bean
	@WorkerFunction
	RpcFunction<Page, String, String> write() {
		return Page::write;
	}

	@Bean
	@WorkerFunction
	OneWayFunction<Page, String> tell(Journal journal) {
		return (page, text) -> journal.closed.add("told " + text);
	}

	@Bean
	@WorkerFunction
	RpcFunction<Page, String, String> hold() {
		return (page, query) -> page.hold();
	}

	@Bean
	@WorkerFunction
	RpcFunction<Book, String, String> title() {
		return (book, suffix) -> book.title + suffix;
	}

	@Bean
	@WorkerFunction
	StatelessRpcFunction<String, String> echo() {
		return (text) -> text;
	}

	/**
	 * The state of a worker.
	 */
	static class Book implements AutoCloseable {

		private final String title;

		private final Journal journal;

		private int words;

		Book(String title, Journal journal) {
			this.title = title;
			this.journal = journal;
		}

		@Override
		public void close() {
			this.journal.closed.add("book");
		}

	}

	/**
	 * The state of a connection.
	 */
	static class Page implements AutoCloseable {

		private final Book book;

		private final String name;

		private String text = "";

		private volatile boolean closed;

		Page(Book book, String name) {
			if (name.equals("torn out")) {
				throw new IllegalArgumentException("no page 'torn out'");
			}
			this.book = book;
			this.name = name;
			if (name.equals("slow")) {
				book.journal.await();
			}
		}

		String write(String word) {
			this.text += " " + word;
			this.book.words++;
			return "%s/%s:%s, %d in the book".formatted(this.book.title, this.name, this.text, this.book.words);
		}

		String hold() {
			this.book.journal.await();
			if (this.closed) {
				this.book.journal.usedAfterClose.countDown();
			}
			return this.text;
		}

		@Override
		public void close() {
			this.closed = true;
			this.book.journal.closed.add("page " + this.name);
		}

	}

	/**
	 * What has happened.
	 */
	static class Journal {

		final List<String> closed = new CopyOnWriteArrayList<>();

		final Semaphore held = new Semaphore(0);

		final Semaphore interrupted = new Semaphore(0);

		final Semaphore proceed = new Semaphore(0);

		final CountDownLatch usedAfterClose = new CountDownLatch(1);

		void await() {
			this.held.release();
			try {
				this.proceed.acquire();
			}
			catch (InterruptedException ex) {
				this.interrupted.release();
				this.proceed.acquireUninterruptibly();
			}
		}

	}

}

package io.rpcparallel.test.kinds;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.rsocket.annotation.ConnectMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Flux;

/**
 * Handlers of the application for whoever speaks RSocket with it.
 */
@Controller
public class Handlers {

	private final List<String> told = new CopyOnWriteArrayList<>();

	private final List<String> shown = new CopyOnWriteArrayList<>();

	@ConnectMapping
	void connected(@Payload(required = false) @Nullable String shownAtSetup) {
		this.shown.add("shown: " + shownAtSetup);
	}

	@MessageMapping("shown")
	List<String> shown() {
		return this.shown;
	}

	@MessageMapping("where")
	Where where(String name) {
		return new Where(name, ProcessHandle.current().pid(), Thread.currentThread().getName());
	}

	@MessageMapping("count")
	Flux<Integer> count(int end) {
		return Flux.range(0, end);
	}

	@MessageMapping("tell")
	void tell(String text) {
		this.told.add(text);
	}

	@MessageMapping("told")
	List<String> told() {
		return this.told;
	}

	@MessageMapping("double")
	Flux<Integer> twice(Flux<Integer> numbers) {
		return numbers.map((each) -> each * 2);
	}

	/**
	 * Where a handler has run.
	 */
	public record Where(String name, long pid, String thread) {

	}

}

package io.rpcparallel.protocol;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.rsocket.autoconfigure.RSocketStrategiesAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.rsocket.RSocketStrategies;

/**
 * Payload formats as an application with no configuration of its own has them.
 */
public final class ApplicationFormats {

	private static final AtomicReference<RSocketStrategies> STRATEGIES = new AtomicReference<>();

	private ApplicationFormats() {
	}

	public static PayloadFormats create() {
		return create(PayloadCodec.AUTO);
	}

	public static PayloadFormats create(PayloadCodec codec, ResolvableType... declared) {
		if (STRATEGIES.get() == null) {
			new ApplicationContextRunner()
				.withConfiguration(
						AutoConfigurations.of(JacksonAutoConfiguration.class, RSocketStrategiesAutoConfiguration.class))
				.run((context) -> STRATEGIES.set(context.getBean(RSocketStrategies.class)));
		}
		PayloadFormats formats = new PayloadFormats(STRATEGIES.get(), codec);
		formats.declare(List.of(declared));
		return formats;
	}

}

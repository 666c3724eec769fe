package io.rpcparallel.master;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

import io.rpcparallel.CrashReport;
import io.rpcparallel.RemoteThrowable;

/**
 * Writes crash reports to the log, each as one line of JSON, for what reads logs by
 * machine.
 */
final class CrashReportLog {

	private static final Log logger = LogFactory.getLog(CrashReport.class);

	// Costly to make, immutable, and independent of the application's own
	private static final JsonMapper MAPPER = JsonMapper.builder()
		.addModule(new SimpleModule().addSerializer(new ThrowableText()))
		.build();

	private CrashReportLog() {
	}

	static void write(CrashReport report) {
		if (!logger.isWarnEnabled()) {
			return;
		}
		try {
			logger.warn(json(report));
		}
		catch (JacksonException ex) {
			logger.warn("The crash report of worker '%s' can't be written".formatted(report.worker().name()), ex);
		}
	}

	static String json(CrashReport report) {
		return MAPPER.writeValueAsString(report);
	}

	/**
	 * Writes what was thrown as it is printed.
	 */
	private static final class ThrowableText extends StdSerializer<RemoteThrowable> {

		ThrowableText() {
			super(RemoteThrowable.class);
		}

		@Override
		public void serialize(RemoteThrowable value, JsonGenerator generator, SerializationContext context) {
			StringWriter text = new StringWriter();
			value.printStackTrace(new PrintWriter(text, true));
			generator.writeString(text.toString());
		}

	}

}

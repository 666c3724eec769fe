package io.rpcparallel.launch;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a command line fit for logs and messages: a worker inherits system properties,
 * and one of them may be a password.
 */
final class MaskedCommand {

	private static final Pattern SECRET = Pattern
		.compile("(?is)((?:-D|--)[^=]*(?:password|passwd|secret|token|credential|key)[^=.]*=).+");

	private MaskedCommand() {
	}

	static List<String> of(List<String> command) {
		return command.stream().map(MaskedCommand::masked).toList();
	}

	private static String masked(String argument) {
		Matcher matcher = SECRET.matcher(argument);
		return matcher.matches() ? matcher.group(1) + "******" : argument;
	}

}

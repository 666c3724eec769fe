package io.rpcparallel.launch;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes a command line fit for logs, messages and endpoints: a worker inherits system
 * properties, and one of them may be a password, or have one in it.
 */
final class MaskedCommand {

	private static final String SECRET = "(?:password|passwd|pwd|passphrase|secret|token|credential|key)";

	private static final String MASK = "$1******";

	// Or it has the name and values of many
	private static final Pattern NAMED = Pattern
		.compile("(?is)^((?:-D|--)(?:[^=]*" + SECRET + "[^=]*|spring\\.application\\.json)=).+");

	private static final Pattern IN_USER_INFO = Pattern.compile("(://[^/@:\\s]*:)[^/\\s]+(?=@)");

	private static final Pattern IN_PARAMETER = Pattern
		.compile("(?i)([?&;][^=?&;\\s]*" + SECRET + "[^=?&;\\s]*=)[^&;\\s]+");

	private MaskedCommand() {
	}

	static List<String> of(List<String> command) {
		return command.stream().map(MaskedCommand::masked).toList();
	}

	private static String masked(String argument) {
		String named = NAMED.matcher(argument).replaceFirst(MASK);
		String open = IN_USER_INFO.matcher(named).replaceAll(MASK);
		return IN_PARAMETER.matcher(open).replaceAll(MASK);
	}

}

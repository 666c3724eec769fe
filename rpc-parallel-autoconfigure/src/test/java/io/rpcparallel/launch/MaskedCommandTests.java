package io.rpcparallel.launch;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MaskedCommandTests {

	@Test
	void masksWhatIsNamedLikeASecret() {
		assertThat(MaskedCommand.of(List.of("java", "-Dspring.datasource.password=x", "-Dapi-key=a=b",
				"--app.secret=x\ny", "-Da=token=x", "-cp", "/secret=1", "Main")))
			.containsExactly("java", "-Dspring.datasource.password=******", "-Dapi-key=******", "--app.secret=******",
					"-Da=token=x", "-cp", "/secret=1", "Main");
	}

	@ParameterizedTest
	@CsvSource({ "-Dapp.secrets.database=x, -Dapp.secrets.database=******", "-Dkey.file=/x, -Dkey.file=******",
			"-DDB_PWD=x, -DDB_PWD=******",
			"'-Dspring.application.json={\"db\":{\"password\":\"x\"}}', -Dspring.application.json=******",
			"-Dspring.data.uri=redis://me:x@y@host:6379/0, -Dspring.data.uri=redis://me:******@host:6379/0",
			"-Ddb=mongodb://:x@host, -Ddb=mongodb://:******@host",
			"-Ddb=jdbc:mysql://host/db?user=me&password=x&a=b, -Ddb=jdbc:mysql://host/db?user=me&password=******&a=b",
			"-Ddb=jdbc:sqlserver://host;accessToken=x, -Ddb=jdbc:sqlserver://host;accessToken=******" })
	void masksWhatIsAnywhereInANameOrInAUrl(String argument, String masked) {
		assertThat(MaskedCommand.of(List.of(argument))).containsExactly(masked);
	}

	@Test
	void aRequestTellsNoSecrets() {
		assertThat(LaunchRequests.withJvmArguments("-Ddb.password=x1y").toString()).contains("-Ddb.password=******")
			.doesNotContain("x1y");
		assertThat(LaunchRequests.withEnvironment("DB_PASSWORD", "x1y").toString()).contains("DB_PASSWORD")
			.doesNotContain("x1y");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "-Durl=http://localhost:8080/a@b?c=d", "--add-opens=java.base/sun.security.key=ALL-UNNAMED",
					"-Dmail=me@host", "-XX:+UseSerialGC", "-Dspring.application.name=x" })
	void leavesWhatIsNoSecret(String argument) {
		assertThat(MaskedCommand.of(List.of(argument))).containsExactly(argument);
	}

}

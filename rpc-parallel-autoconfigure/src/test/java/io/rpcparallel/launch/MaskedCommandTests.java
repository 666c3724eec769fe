package io.rpcparallel.launch;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MaskedCommandTests {

	@Test
	void masksWhatIsNamedLikeASecret() {
		assertThat(MaskedCommand.of(List.of("java", "-Dspring.datasource.password=x", "-Dapi-key=a=b",
				"--app.secret=x\ny", "-Dkey.file=/x", "-Da=token=x", "-cp", "/secret=1", "Main")))
			.containsExactly("java", "-Dspring.datasource.password=******", "-Dapi-key=******", "--app.secret=******",
					"-Dkey.file=/x", "-Da=token=x", "-cp", "/secret=1", "Main");
	}

}

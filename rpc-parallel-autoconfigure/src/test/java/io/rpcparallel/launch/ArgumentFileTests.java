package io.rpcparallel.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ArgumentFileTests {

	@Test
	void quotesAsTheLauncherUnquotes() {
		assertThat(ArgumentFile.content(List.of("-cp", "C:\\a b\\\"x\".jar", "#c\n")))
			.isEqualTo("\"-cp\"\n\"C:\\\\a b\\\\\\\"x\\\".jar\"\n\"#c\\n\"\n");
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void isForItsOwnerOnly(@TempDir Path folder) throws IOException {
		ArgumentFile file = ArgumentFile.create(folder, List.of("ä"), StandardCharsets.ISO_8859_1);
		Path path = Path.of(file.reference().substring(1));
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rw-------");
		assertThat(path).content(StandardCharsets.ISO_8859_1).isEqualTo("\"ä\"\n");
	}

}

package io.rpcparallel.test;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compiles and runs the Java that is in documents, as it is printed there.
 */
public final class DocumentCode {

	private static final Pattern TYPE = Pattern.compile("^(?:public )?(?:class|record) (\\w+)", Pattern.MULTILINE);

	private final Path folder;

	/**
	 * Create an instance.
	 * @param folder the folder for sources and classes
	 */
	public DocumentCode(Path folder) {
		this.folder = folder;
	}

	/**
	 * Compile, with all warnings as errors.
	 * @param sources whole compilation units, each named after its first type
	 * @throws IOException if they can't be written
	 */
	public void compile(List<String> sources) throws IOException {
		List<Path> files = new ArrayList<>();
		for (String source : sources) {
			Matcher type = TYPE.matcher(source);
			assertThat(type.find()).as(source).isTrue();
			files.add(Files.writeString(this.folder.resolve(type.group(1) + ".java"), source));
		}
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		StringWriter messages = new StringWriter();
		try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
			boolean compiled = compiler
				.getTask(messages, manager, null,
						List.of("-d", this.folder.toString(), "-cp",
								String.join(File.pathSeparator, TestClassPath.entries()), "-proc:none",
								"-Xlint:all,-processing,-classfile,-path", "-Werror", "--release", "17"),
						null, manager.getJavaFileObjectsFromPaths(files))
				.call();
			assertThat(compiled).as(messages.toString()).isTrue();
		}
	}

	/**
	 * Run what was compiled, without a web server.
	 * @param mainClass its main class
	 * @return the process
	 * @throws IOException if it can't be started
	 */
	public MasterProcess run(String mainClass) throws IOException {
		return MasterProcess.of(mainClass)
			.classPath(Stream.concat(Stream.of(this.folder.toString()), TestClassPath.entries().stream()).toList())
			.environment("SPRING_MAIN_WEB_APPLICATION_TYPE", "none")
			.start(this.folder);
	}

}

package io.rpcparallel.demo.census;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ClassFileParserTests {

	private static final Pattern INSTRUCTION = Pattern.compile("^\\s+(\\d+): ([a-z]\\w*)");

	@Test
	void countsTheBytesOfInstructions() throws Exception {
		ClassFile file = ClassFileParser.parse(classWith(1000, 1500));
		assertThat(file.name()).isEqualTo("com.example.Sample");
		assertThat(file.packageName()).isEqualTo("com.example");
		assertThat(file.majorVersion()).isEqualTo(52);
		assertThat(file.methods()).isEqualTo(3);
		assertThat(file.bytes()).isEqualTo(1001 + 1501);
		assertThat(file.largest()).isEqualTo(new MethodSize("com.example.Sample.method1", 1501));
	}

	@Test
	void anInterfaceWithoutCodeHasNoLargestMethod() throws Exception {
		ClassFile file = ClassFileParser.parse(Jars.bytesOf(Runnable.class));
		assertThat(file.methods()).isEqualTo(1);
		assertThat(file.bytes()).isZero();
		assertThat(file.largest()).isNull();
	}

	@ParameterizedTest
	@ValueSource(classes = { String.class, HashMap.class, ConcurrentHashMap.class, Pattern.class, Thread.State.class,
			ClassFileParserTests.class, ClassFileParser.class })
	void countsTheSameAsJavap(Class<?> type) throws Exception {
		ClassFile file = ClassFileParser.parse(Jars.bytesOf(type));
		assertThat(file.name()).isEqualTo(type.getName());
		assertThat(file.bytes()).isPositive().isEqualTo(bytecodeByJavap(type));
	}

	@Test
	void refusesZeros() {
		assertRefused(new byte[500], "no class file: starts with 00000000, not with CAFEBABE");
	}

	@Test
	void refusesAnEmptyFile() {
		assertRefused(new byte[0], "no class file: only 0 bytes long");
	}

	@Test
	void refusesGarbageAfterTheMagicNumber() {
		byte[] content = new byte[500];
		Arrays.fill(content, (byte) 0x5A);
		ByteBuffer.wrap(content).putInt(0xCAFEBABE).putInt(61);
		assertRefused(content, "truncated or corrupt class file");
	}

	@Test
	void refusesAClassFileOfTheFuture() {
		byte[] content = classWith(1);
		ByteBuffer.wrap(content).putInt(4, 999);
		assertRefused(content, "Unsupported class file major version 999");
	}

	@Test
	void refusesEveryTruncation() {
		byte[] content = Jars.bytesOf(ClassFileParser.class);
		for (int length = 0; length < content.length; length++) {
			byte[] truncated = Arrays.copyOf(content, length);
			assertThatExceptionOfType(MalformedClassException.class).as("length %d", length)
				.isThrownBy(() -> ClassFileParser.parse(truncated));
		}
	}

	@Test
	void refusesWhatFollowsTheEnd() {
		byte[] content = classWith(1);
		assertRefused(Arrays.copyOf(content, content.length + 3), "3 bytes too long");
	}

	private void assertRefused(byte[] content, String reason) {
		assertThatExceptionOfType(MalformedClassException.class).isThrownBy(() -> ClassFileParser.parse(content))
			.withMessage(reason);
	}

	private byte[] classWith(int... methodLengths) {
		ClassWriter writer = new ClassWriter(0);
		writer.visit(Opcodes.V1_8, Opcodes.ACC_ABSTRACT, "com/example/Sample", null, "java/lang/Object", null);
		writer.visitField(Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, "CONSTANT", "I", null, 42).visitEnd();
		writer.visitMethod(Opcodes.ACC_ABSTRACT, "nothing", "()V", null, null).visitEnd();
		for (int i = 0; i < methodLengths.length; i++) {
			MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "method" + i, "()V", null,
					new String[] { "java/io/IOException" });
			method.visitCode();
			for (int length = 0; length < methodLengths[i]; length++) {
				method.visitInsn(Opcodes.NOP);
			}
			method.visitInsn(Opcodes.RETURN);
			method.visitMaxs(0, 0);
			method.visitEnd();
		}
		writer.visitEnd();
		return writer.toByteArray();
	}

	private long bytecodeByJavap(Class<?> type) {
		ToolProvider javap = ToolProvider.findFirst("javap").orElseThrow();
		StringWriter output = new StringWriter();
		javap.run(new PrintWriter(output), new PrintWriter(output), "-c", "-p", "-cp",
				System.getProperty("java.class.path"), type.getName());
		long bytes = 0;
		long methodBytes = 0;
		for (String line : output.toString().lines().toList()) {
			Matcher instruction = INSTRUCTION.matcher(line);
			if (line.isBlank() || line.equals("}")) {
				bytes += methodBytes;
				methodBytes = 0;
			}
			else if (instruction.find()) {
				methodBytes = Long.parseLong(instruction.group(1)) + lengthOfLast(instruction.group(2));
			}
		}
		return bytes;
	}

	private int lengthOfLast(String mnemonic) {
		return mnemonic.startsWith("goto") ? 3 : 1;
	}

}

package io.rpcparallel.launch;

import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class InheritedArgumentsTests {

	@ParameterizedTest
	@ValueSource(strings = { "-Dname", "-Dname=value", "-Dserver.port=0", "-Dbasedirectory=x", "-Dempty=",
			"--add-opens=java.base/java.lang=ALL-UNNAMED", "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
			"--add-modules=java.sql", "--add-reads=a=b", "--enable-native-access=ALL-UNNAMED", "--enable-preview",
			"--illegal-native-access=warn", "--sun-misc-unsafe-memory-access=allow", "-ea", "-ea:com.acme...",
			"-enableassertions", "-da", "-da:com.acme.Slow", "-esa", "-Xss2m", "-XX:+UseSerialGC", "-XX:+UseG1GC",
			"-XX:+UseZGC", "-XX:+UseShenandoahGC", "-XX:+UnlockExperimentalVMOptions" })
	void inheritsWhatMakesSenseTwice(String argument) {
		assertThat(InheritedArguments.of(LaunchRequests.jvm("", argument))).containsExactly(argument);
	}

	@ParameterizedTest
	@ValueSource(strings = { "-Xmx1g", "-Xms1g", "-Xmn10m", "-XX:MaxRAMPercentage=75", "-XX:MaxMetaspaceSize=100m",
			"-XX:MaxDirectMemorySize=10m", "-javaagent:agent.jar", "-agentlib:jdwp=transport=dt_socket,address=5005",
			"-agentpath:/lib/profiler.so", "-Xrunjdwp:server=y", "-Xdebug", "-Xlog:gc*:file=gc.log",
			"-XX:StartFlightRecording", "-XX:FlightRecorderOptions=x", "-XX:HeapDumpPath=/dumps",
			"-XX:+HeapDumpOnOutOfMemoryError", "-XX:ErrorFile=/x", "-XX:SharedArchiveFile=app.jsa",
			"-XX:ArchiveClassesAtExit=app.jsa", "-XX:AOTCache=app.aot", "-XX:OnOutOfMemoryError=kill",
			"-XX:OnError=gdb", "-XX:+UseAdaptiveSizePolicyWithSystemGC", "-XX:+UseStringDeduplication",
			"-Dcom.sun.management.jmxremote.port=9010", "-Dcom.sun.management.jmxremote",
			"-Djava.rmi.server.hostname=x", "-Dspring.devtools.restart.enabled=true", "-Dsurefire.real.class.path=x",
			"-Dbasedir=/x", "-Dbasedir", "-DlocalRepository=/x", "-Dlocal.repository=/x", "--add-opens",
			"--module-path=mods", "-earth", "-verbose" })
	@Tag("E16")
	void doesNotInheritWhatIsForOneProcess(String argument) {
		assertThat(InheritedArguments.of(LaunchRequests.jvm("", argument))).isEmpty();
	}

	@Test
	void understandsTheTwoTokenForm() {
		RunningJvm jvm = LaunchRequests.jvm("", "--add-opens", "java.base/java.lang=ALL-UNNAMED", "-Xmx1g",
				"--add-modules", "java.sql", "-Da=1");
		assertThat(InheritedArguments.of(jvm)).containsExactly("--add-opens=java.base/java.lang=ALL-UNNAMED",
				"--add-modules=java.sql", "-Da=1");
	}

	@Test
	@Tag("E16")
	void leavesArgumentsOfTheEnvironmentToTheEnvironment() {
		Map<String, String> environment = Map.of("JAVA_TOOL_OPTIONS", "-Da=1 '-Db=x y'", "JDK_JAVA_OPTIONS",
				"-Dc=3 --add-opens java.base/java.lang=ALL-UNNAMED", "_JAVA_OPTIONS", "-Da=1 -Dunknown");
		RunningJvm jvm = LaunchRequests.jvm(environment, "", "-Da=1", "-Db=x y", "-Dc=3",
				"--add-opens=java.base/java.lang=ALL-UNNAMED", "-Da=2", "-Dz=9", "-Da=1");
		assertThat(InheritedArguments.of(jvm)).containsExactly("-Da=2", "-Dz=9");
	}

}

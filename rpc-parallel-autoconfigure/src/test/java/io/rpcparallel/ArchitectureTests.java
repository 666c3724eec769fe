package io.rpcparallel;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.jspecify.annotations.NullMarked;
import org.springframework.boot.autoconfigure.AutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which package may use which, and what only one package may use.
 */
@AnalyzeClasses(packages = "io.rpcparallel", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	private static final String ROOT = "io.rpcparallel";

	private static final String PUBLIC = "";

	/**
	 * What each package may use of ours. What a package is made of may be used with it.
	 */
	private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(Map.entry("function", Set.of()),
			Map.entry(PUBLIC, Set.of("function")), Map.entry("registry", Set.of("function")),
			Map.entry("process", Set.of()), Map.entry("protocol", Set.of(PUBLIC, "function")),
			Map.entry("launch", Set.of(PUBLIC, "process")), Map.entry("logging", Set.of(PUBLIC, "process", "protocol")),
			Map.entry("bootstrap", Set.of("registry", "protocol", "logging", "process")),
			Map.entry("transport", Set.of("protocol", "registry", "process", PUBLIC)),
			Map.entry("worker", Set.of("transport", "protocol", "registry", "process", PUBLIC, "function", "logging")),
			Map.entry("master", Set.of("transport", "launch", "protocol", "registry", "process", PUBLIC, "function")),
			Map.entry("health", Set.of("master", PUBLIC)),
			Map.entry("actuate", Set.of("master", "registry", "protocol", PUBLIC)),
			Map.entry("metrics", Set.of("master", "registry")),
			Map.entry("autoconfigure", Set.of(PUBLIC, "function", "registry", "protocol", "launch", "bootstrap",
					"transport", "worker", "master", "health", "actuate", "metrics", "logging")));

	@ArchTest
	static final ArchRule onlyWhatIsOptionalKnowsActuatorAndMicrometer = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackages(ROOT + ".health", ROOT + ".actuate", ROOT + ".metrics", ROOT + ".autoconfigure")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework.boot.health..", "org.springframework.boot.actuate..",
				"org.springframework.boot.micrometer..", "io.micrometer..");

	@ArchTest
	static final ArchRule onlyTheTransportKnowsRSocketAndNetty = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackage(ROOT + ".transport")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("io.rsocket..", "io.netty..", "reactor.netty..");

	@ArchTest
	static final ArchRule onlyLaunchStartsProcesses = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackage(ROOT + ".launch")
		.should()
		.dependOnClassesThat(DescribedPredicate.describe("start processes",
				(type) -> type.isEquivalentTo(ProcessBuilder.class)
						|| type.isEquivalentTo(ProcessBuilder.Redirect.class) || type.isEquivalentTo(Process.class)))
		.orShould()
		.callMethod(Runtime.class, "exec", String[].class);

	// A clock that is set must not make anybody look dead, or late
	@ArchTest
	@ArchTag("B11")
	static final ArchRule nothingIsDecidedByAWallClock = ArchRuleDefinition.noClasses()
		.that()
		.resideInAnyPackage(ROOT + ".process", ROOT + ".transport", ROOT + ".worker", ROOT + ".master",
				ROOT + ".bootstrap")
		.and()
		.doNotHaveSimpleName("WorkerEntry")
		.and()
		.doNotHaveSimpleName("WorkerHistory")
		.and()
		.doNotHaveSimpleName("WorkerSnapshot")
		.should()
		.callMethod(System.class, "currentTimeMillis")
		.orShould()
		.callMethod(Instant.class, "now")
		.orShould()
		.dependOnClassesThat()
		.areAssignableTo(Clock.class);

	@ArchTest
	@ArchTag("F7")
	static final ArchRule nobodyLetsJacksonChooseClasses = ArchRuleDefinition.noClasses()
		.should()
		.callMethodWhere(JavaCall.Predicates
			.target(HasName.Predicates.nameMatching("activateDefaultTyping.*|(set)?[pP]olymorphicTypeValidator")))
		.orShould()
		.dependOnClassesThat()
		.haveNameMatching("tools\\.jackson\\.databind\\.jsontype\\.(Basic)?PolymorphicTypeValidator.*");

	@ArchTest
	@ArchTag("F8")
	static final ArchRule nobodyUsesJavaSerialization = ArchRuleDefinition.noClasses()
		.should()
		.dependOnClassesThat()
		.haveNameMatching("java\\.io\\.Object(In|Out)put(Stream)?");

	@ArchTest
	static final ArchRule autoConfigurationsAreFinal = ArchRuleDefinition.classes()
		.that()
		.areAnnotatedWith(AutoConfiguration.class)
		.should()
		.haveModifier(JavaModifier.FINAL);

	@ArchTest
	static final ArchRule autoConfigurationsHaveNoPublicMethods = ArchRuleDefinition.noMethods()
		.that()
		.areDeclaredInClassesThat()
		.areAnnotatedWith(AutoConfiguration.class)
		.should()
		.bePublic();

	@ArchTest
	static final ArchRule packagesFormNoCycles = SlicesRuleDefinition.slices()
		.assignedFrom(new Packages())
		.should()
		.beFreeOfCycles();

	@ArchTest
	void eachPackageUsesOnlyThoseItMayUse(JavaClasses classes) {
		MAY_USE.forEach((name, others) -> {
			Set<String> allowed = new TreeSet<>(others);
			allowed.add(name);
			DescribedPredicate<JavaClass> forbidden = DescribedPredicate.describe("are not of " + allowed,
					(type) -> isOurs(type) && !allowed.contains(packageOf(type)));
			ArchRuleDefinition.classes()
				.that()
				.resideInAPackage(name.isEmpty() ? ROOT : ROOT + "." + name)
				.should(ArchConditions.never(ArchConditions.dependOnClassesThat(forbidden)))
				.check(classes);
		});
	}

	@ArchTest
	void everyPackageIsInTheTableAndNullMarked(JavaClasses classes) {
		Map<String, Boolean> nullMarked = new TreeMap<>();
		List<JavaPackage> packages = new ArrayList<>(classes.getPackage(ROOT).getSubpackagesInTree());
		packages.add(classes.getPackage(ROOT));
		packages.forEach((each) -> nullMarked.put(name(each.getName()), each.isAnnotatedWith(NullMarked.class)));
		assertThat(nullMarked).containsOnlyKeys(MAY_USE.keySet()).doesNotContainValue(false);
	}

	private static boolean isOurs(JavaClass type) {
		String name = type.getBaseComponentType().getPackageName();
		return name.equals(ROOT) || name.startsWith(ROOT + ".");
	}

	private static String packageOf(JavaClass type) {
		return name(type.getBaseComponentType().getPackageName());
	}

	private static String name(String packageName) {
		return packageName.equals(ROOT) ? PUBLIC : packageName.substring(ROOT.length() + 1);
	}

	/**
	 * Makes a slice of each package of ours, the root included.
	 */
	private static final class Packages implements SliceAssignment {

		@Override
		public SliceIdentifier getIdentifierOf(JavaClass type) {
			return isOurs(type) ? SliceIdentifier.of(packageOf(type)) : SliceIdentifier.ignore();
		}

		@Override
		public String getDescription() {
			return "packages of " + ROOT;
		}

	}

}

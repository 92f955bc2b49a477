package org.lgsc.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.FileInputStream;
import java.io.FileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.core.internal.file.RegularFiles;

/** What may know what: the build fails when a package looks up the module order or in a circle. */
class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption(place -> !place.contains("fixture"))
                    .importPackages("org.lgsc");

    @ParameterizedTest
    @ValueSource(strings = {"core", "data", "eval", "train", "cli", "examples"})
    void everyModuleIsLookedAt(String module) {
        String prefix = "org.lgsc." + module;
        assertThat(CLASSES.stream().filter(c -> c.getPackageName().startsWith(prefix)).count())
                .isGreaterThan(5);
    }

    @Test
    void modulesLookDownOnly() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("core")
                .definedBy("org.lgsc.core..")
                .layer("data")
                .definedBy("org.lgsc.data..")
                .layer("eval")
                .definedBy("org.lgsc.eval..")
                .layer("train")
                .definedBy("org.lgsc.train..")
                .layer("cli")
                .definedBy("org.lgsc.cli..")
                .layer("examples")
                .definedBy("org.lgsc.examples..")
                .whereLayer("core")
                .mayNotAccessAnyLayer()
                .whereLayer("data")
                .mayOnlyAccessLayers("core")
                .whereLayer("eval")
                .mayOnlyAccessLayers("core", "data")
                .whereLayer("train")
                .mayOnlyAccessLayers("core", "data", "eval")
                .whereLayer("cli")
                .mayOnlyAccessLayers("core", "data", "eval", "train")
                .whereLayer("examples")
                .mayOnlyAccessLayers("core", "data", "eval", "train")
                .check(CLASSES);
    }

    /** Shared by all, and by programs that have nothing else of LGSC, annotations included. */
    @Test
    void theBaseNeedsNothing() {
        classes()
                .that()
                .resideInAnyPackage(
                        "org.lgsc.core", "org.lgsc.core.internal", "org.lgsc.core.internal.file")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify.annotations",
                        "org.lgsc.core",
                        "org.lgsc.core.internal",
                        "org.lgsc.core.internal.file")
                .check(CLASSES);
    }

    /** Error rates of any system: no network, no pictures, nothing native. */
    @Test
    void errorRatesNeedNoNetwork() {
        classes()
                .that()
                .resideInAPackage("org.lgsc.eval..")
                .and()
                .resideOutsideOfPackages(
                        "org.lgsc.eval.scoring..",
                        "org.lgsc.eval.internal.scoring..",
                        "org.lgsc.eval.dl4j..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(
                                        "java..",
                                        "org.jspecify.annotations",
                                        "org.lgsc.core",
                                        "org.lgsc.core.internal",
                                        "org.lgsc.core.internal.file",
                                        "org.lgsc.eval..",
                                        "com.fasterxml.jackson..",
                                        "org.apache.commons.csv..",
                                        "org.apache.commons.math3..",
                                        "org.assertj..")
                                .and(
                                        resideOutsideOfPackages(
                                                "org.lgsc.eval.scoring..",
                                                "org.lgsc.eval.internal.scoring..",
                                                "org.lgsc.eval.dl4j..")))
                .check(CLASSES);
    }

    /** No part of the API: it follows oneDNN from inside. Benchmarks say which one they measure. */
    @Test
    void operationsOfOneDnnAreForNetworksAndTheirTrainingAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.lgsc.core..", "org.lgsc.train..", "org.lgsc.cli.bench..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.lgsc.core.internal.onednn")
                .check(CLASSES);
    }

    /** Java's modules, and readers, look for a package in one place. */
    @Test
    void everyPackageLiesInOneArtifact() throws IOException {
        Map<Path, Set<Path>> places = new TreeMap<>();
        for (Path folder : Artifacts.folders()) {
            Path sources = Artifacts.sources(folder);
            try (Stream<Path> files = Files.walk(sources)) {
                files.filter(f -> f.toString().endsWith(".java"))
                        .map(f -> sources.relativize(f.getParent()))
                        .forEach(p -> places.computeIfAbsent(p, x -> new TreeSet<>()).add(sources));
            }
        }
        assertThat(places).hasSizeGreaterThan(40).allSatisfy((p, s) -> assertThat(s).hasSize(1));
    }

    @Test
    void packagesHaveNoCycles() {
        slices().assignedFrom(new EveryPackage()).should().beFreeOfCycles().check(CLASSES);
    }

    /** A slice for each package, those with sub-packages included. */
    private static final class EveryPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return SliceIdentifier.of(javaClass.getPackageName());
        }

        @Override
        public String getDescription() {
            return "every package";
        }
    }

    @Test
    void librariesPrintNothingToStandardOutput() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.lgsc.cli..", "org.lgsc.examples..")
                .should()
                .accessField(System.class, "out")
                .check(CLASSES);
    }

    /** Whoever opens a pipe that nobody writes to waits for ever. */
    @Test
    void everyReaderOpensRegularFilesOnly() {
        Set<String> openers =
                Set.of(
                        "newInputStream",
                        "newBufferedReader",
                        "newByteChannel",
                        "readAllBytes",
                        "readString",
                        "readAllLines",
                        "lines");
        DescribedPredicate<JavaCall<?>> opens =
                DescribedPredicate.describe(
                        "open a file that may be none",
                        call -> {
                            JavaClass owner = call.getTargetOwner();
                            return owner.isEquivalentTo(Files.class)
                                            && openers.contains(call.getName())
                                    || call.getName().equals("<init>")
                                            && (owner.isEquivalentTo(ZipFile.class)
                                                    || owner.isEquivalentTo(FileInputStream.class)
                                                    || owner.isEquivalentTo(FileReader.class));
                        });
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(RegularFiles.class.getName())
                .and()
                .doNotHaveSimpleName("ProcessMemory") // reads what Linux says of this process
                .and()
                .resideOutsideOfPackage("org.lgsc.examples..") // users' code has no internals
                .should()
                .callCodeUnitWhere(opens)
                .check(CLASSES);
    }

    @Test
    void librariesLeaveLoggingToTheApplication() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.slf4j.simple..",
                        "ch.qos.logback..",
                        "org.apache.logging..",
                        "org.apache.log4j..",
                        "java.util.logging..")
                .check(CLASSES);
    }
}

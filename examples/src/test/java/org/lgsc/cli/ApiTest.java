package org.lgsc.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lgsc.core.Experimental;

/** What is a promise, and what is not (docs/architecture.md). */
class ApiTest {
    /**
     * Public types of the published artifacts outside of internal packages. Each must be kept and
     * documented for years: the number only falls, unless a new feature is worth a new type.
     */
    private static final int MOST_TYPES = 176;

    /** Those of them that are a promise already. */
    private static final int MOST_PROMISES = 157;

    private static final Pattern MODULE_NAME =
            Pattern.compile("<module.name>([^<]*)</module.name>");

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption(place -> !place.contains("fixture"))
                    .importPackages("org.lgsc");

    @Test
    void programsLeaveInternalsAlone() {
        noClasses()
                .that()
                .resideInAnyPackage("org.lgsc.examples..", "..service..")
                .should()
                .dependOnClassesThat(resideInAPackage("..internal.."))
                .check(CLASSES);
    }

    /** Of these, tests of this build compile none. */
    @Test
    void sourcesOfUsersNameNoInternals() throws IOException {
        List<Path> sources = new ArrayList<>();
        Path examples = Artifacts.ROOT.resolve("examples");
        for (Path folder :
                List.of(
                        examples.resolve(Path.of("service", "src")),
                        examples.resolve(Path.of("src", "test", "consumer")))) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(f -> f.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        assertThat(sources)
                .hasSizeGreaterThan(8)
                .allSatisfy(f -> assertThat(f).content().doesNotContain(".internal."));
    }

    @Test
    void theApiShowsNoInternals() {
        Set<String> leaks = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            if (isApi(type)) {
                type.getSuperclass().ifPresent(s -> look(type.getName(), s, leaks));
                type.getInterfaces().forEach(i -> look(type.getName(), i, leaks));
                type.getMembers().stream()
                        .filter(ApiTest::isOpen)
                        .forEach(m -> look(m.getFullName(), m, leaks));
            }
        }
        assertThat(leaks).isEmpty();
    }

    @Test
    void promisesStayFew() {
        List<JavaClass> types =
                CLASSES.stream()
                        .filter(ApiTest::isApi)
                        .filter(c -> c.getEnclosingClass().isEmpty())
                        .toList();
        List<JavaClass> promises =
                types.stream().filter(c -> !c.isAnnotatedWith(Experimental.class)).toList();
        assertThat(types).hasSizeGreaterThan(100).hasSizeLessThanOrEqualTo(MOST_TYPES);
        assertThat(promises).hasSizeLessThan(types.size()).hasSizeLessThanOrEqualTo(MOST_PROMISES);
    }

    /** Java finds a jar without module-info by this name. */
    @Test
    void modulesHaveNamesOfTheirOwn() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path folder : Artifacts.published()) {
            Matcher name = MODULE_NAME.matcher(Files.readString(folder.resolve("pom.xml")));
            assertThat(name.find()).as(folder.toString()).isTrue();
            assertThat(name.group(1)).matches("org\\.lgsc(\\.[a-z][a-z0-9]*)+");
            assertThat(names.add(name.group(1))).as(name.group(1)).isTrue();
        }
        assertThat(names).hasSizeGreaterThan(7);
    }

    /** The layers' JSON is a promise, since it stands in model files; their methods are not. */
    private static boolean isApi(JavaClass type) {
        String name = type.getPackageName() + ".";
        return Stream.of("core", "data", "eval", "train")
                        .anyMatch(module -> name.startsWith("org.lgsc." + module + "."))
                && !name.contains(".internal.")
                && !name.startsWith("org.lgsc.core.layers.")
                && isOpen(type);
    }

    private static boolean isOpen(JavaClass type) {
        return (type.getModifiers().contains(JavaModifier.PUBLIC)
                        || type.getModifiers().contains(JavaModifier.PROTECTED))
                && type.getEnclosingClass().map(ApiTest::isOpen).orElse(true);
    }

    private static boolean isOpen(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static void look(String where, JavaMember member, Set<String> leaks) {
        if (member instanceof JavaField field) {
            look(where, field.getType(), leaks);
        } else if (member instanceof JavaCodeUnit code) {
            look(where, code.getReturnType(), leaks);
            code.getParameterTypes().forEach(t -> look(where, t, leaks));
            code.getExceptionTypes().forEach(t -> look(where, t, leaks));
        }
    }

    private static void look(String where, JavaType type, Set<String> leaks) {
        for (JavaClass raw : type.getAllInvolvedRawTypes()) {
            if (raw.getPackageName().startsWith("org.lgsc.")
                    && (raw.getPackageName() + ".").contains(".internal.")) {
                leaks.add(where + " shows " + raw.getName());
            }
        }
    }
}

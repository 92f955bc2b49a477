package org.lgsc.core.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;

class FallbackLocationTest {
    private static final List<String> PROPERTIES =
            List.of("java.io.tmpdir", "user.home", "user.dir");

    private final List<String> before = PROPERTIES.stream().map(System::getProperty).toList();
    private final List<String> notices = new ArrayList<>();
    private Path place;

    @TempDir Path folder;

    @BeforeEach
    void folders() throws IOException {
        place = folder.resolve("full/m.zip");
        for (String property : PROPERTIES) {
            Path path = Files.createDirectory(folder.resolve(property));
            System.setProperty(property, path.toString());
        }
    }

    @AfterEach
    void restore() {
        for (int i = 0; i < PROPERTIES.size(); i++) {
            System.setProperty(PROPERTIES.get(i), before.get(i));
        }
    }

    private static void write(Path file, String... full) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "half");
            for (String name : full) {
                if (file.toString().contains(name)) {
                    throw new IOException("No space left on device");
                }
            }
            Files.writeString(file, "whole");
        } catch (IOException e) {
            throw AtomicFile.failure("the model file " + file, e);
        }
    }

    @Test
    void theFirstPlaceIsUsedIfPossible() {
        assertThat(FallbackLocation.write(place, FallbackLocationTest::write, notices::add))
                .isEqualTo(place);
        assertThat(notices).isEmpty();
    }

    @Test
    void aResultWithoutSpaceIsWrittenElsewhereWithANotice() throws IOException {
        Path kept = FallbackLocation.write(place, file -> write(file, "full"), notices::add);
        assertThat(kept.getParent().getParent()).isEqualTo(folder.resolve("java.io.tmpdir"));
        assertThat(kept).hasFileName("m.zip").hasContent("whole");
        assertThat(notices)
                .containsExactly(
                        "Cannot write the model file "
                                + place
                                + ": No space left on device; make room there or choose another"
                                + " place. It was written to "
                                + kept
                                + " instead.");
        kept = FallbackLocation.write(place, file -> write(file, "full", "tmpdir"), notices::add);
        assertThat(kept.getParent().getParent()).isEqualTo(folder.resolve("user.home"));
    }

    @Test
    void withoutAnySpaceNothingIsLeftBehind() {
        assertThatThrownBy(
                        () ->
                                FallbackLocation.write(
                                        place, file -> write(file, "m.zip"), notices::add))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining(place + ": No space left on device");
        PROPERTIES.forEach(p -> assertThat(folder.resolve(p)).isEmptyDirectory());
        assertThat(notices).isEmpty();
    }

    @Test
    void onlyWhatCannotBeWrittenGoesElsewhere() {
        assertThatThrownBy(
                        () ->
                                FallbackLocation.write(
                                        place,
                                        file -> {
                                            throw new LgscException("other");
                                        },
                                        notices::add))
                .hasMessage("other");
        assertThat(folder.resolve("java.io.tmpdir")).isEmptyDirectory();
    }
}

package org.lgsc.core.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublishedFileTest {
    private static final String HOME = "org.lgsc.home";

    private final String before = System.getProperty(HOME);

    @AfterEach
    void restore() {
        if (before == null) {
            System.clearProperty(HOME);
        } else {
            System.setProperty(HOME, before);
        }
    }

    @Test
    void theFolderOfFetchedFilesCanBeElsewhere() {
        System.setProperty(HOME, "elsewhere");
        assertThat(PublishedFile.defaultFolder()).isEqualTo(Path.of("elsewhere", "weights"));
        System.setProperty(HOME, " ");
        assertThat(PublishedFile.defaultFolder())
                .isEqualTo(Path.of(System.getProperty("user.home"), ".lgsc", "weights"));
    }
}

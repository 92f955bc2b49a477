package org.lgsc.examples;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataVecRecordsTest {
    @Test
    void aFolderIsReadAndFitted(@TempDir Path folder) {
        Path faces = folder.resolve("faces");
        assertThatCode(
                        () -> {
                            DrawnPictures.main(
                                    new String[] {faces.toString(), "3", "webcam", "96", "5"});
                            DataVecRecords.main(new String[] {faces.toString()});
                        })
                .doesNotThrowAnyException();
    }
}

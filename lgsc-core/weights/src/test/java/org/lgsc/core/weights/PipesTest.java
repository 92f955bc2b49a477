package org.lgsc.core.weights;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.internal.weights.StateDict;
import org.lgsc.core.model.LgscModel;

class PipesTest {
    @Test
    void readersOfPicturesModelsAndWeightsRefuseThem(@TempDir Path folder) throws Exception {
        Path pipe = folder.resolve("y.jpg");
        try {
            Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
            Assumptions.assumeTrue(made.waitFor() == 0, "no pipes on this file system");
        } catch (IOException e) {
            Assumptions.abort("this system has no mkfifo");
        }
        for (Executable reading :
                List.<Executable>of(
                        () -> ImageDecoder.defaults().decode(pipe),
                        () -> ImageDecoder.defaults().check(pipe, 1),
                        () -> LgscModel.load(pipe),
                        () -> StateDict.read(pipe))) {
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(60),
                    () ->
                            assertThatThrownBy(reading::execute)
                                    .isInstanceOf(LgscException.class)
                                    .hasMessageContaining("y.jpg"));
        }
    }
}

package org.lgsc.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.core.LgscException;
import org.lgsc.core.face.DetectorId;
import org.lgsc.core.geometry.FaceGeometry;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class FaceOptionsTest {
    @Command
    private static final class OfPictures {
        @Mixin FaceOptions faces;
    }

    @Command
    private static final class OfWeights {
        @Mixin GeometryOptions geometry;
    }

    private static <T> T parsed(T command, String... words) {
        new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(words);
        return command;
    }

    private static FaceOptions faces(String... words) {
        return parsed(new OfPictures(), words).faces;
    }

    @Test
    void theDetectorOfANewModelIsTheCascade() {
        assertThat(faces().name()).startsWith("haar");
        assertThat(faces("--detector=none").name()).isEqualTo("whole-image");
    }

    /** Wherever a detector is opened: for a new model or a cache, and in place of a model's. */
    @Test
    void aFileOfYunetSelectsYunet() {
        FaceOptions options = faces("--yunet=missing.onnx");
        assertThat(options.name()).startsWith("yunet");
        assertThat(options.areCrops()).isFalse();
        assertThatThrownBy(options::open)
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("missing.onnx");
        assertThatThrownBy(() -> options.open(DetectorId.HAAR))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("missing.onnx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"haar", "none"})
    void aFileOfYunetIsForNoOtherDetector(String detector) {
        String[] words = {"--detector=" + detector, "--yunet=missing.onnx"};
        FaceOptions options = faces(words);
        assertThatThrownBy(options::name)
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("'--yunet'")
                .hasMessageContaining("the detector is " + detector);
        assertThatThrownBy(options::open).isInstanceOf(ParameterException.class);
        assertThatThrownBy(options::areCrops).isInstanceOf(ParameterException.class);
        GeometryOptions geometry = parsed(new OfWeights(), words).geometry;
        assertThatThrownBy(() -> geometry.of(FaceGeometry.standard(64)))
                .isInstanceOf(ParameterException.class);
    }
}

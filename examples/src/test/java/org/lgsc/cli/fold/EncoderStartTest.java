package org.lgsc.cli.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.cli.pretext.EncoderMaker;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.file.PublishedFile;
import org.lgsc.core.weights.PretrainedEncoder;
import org.lgsc.train.InitialEncoder;
import org.lgsc.train.TrainingOptions;

/** The paper's recipe never starts from random weights without being told. */
class EncoderStartTest {
    private static final TrainingOptions PAPER = TrainingOptions.builder().build();

    @TempDir Path folder;

    /** At an address that nobody listens at. */
    private static PretrainedEncoder unreachable(String digits) {
        return new PretrainedEncoder(
                URI.create("http://127.0.0.1:1/resnet18-f37072fd.pth"),
                PretrainedEncoder.IMAGENET.fileName(),
                digits);
    }

    private static EncoderChoice choice(String text) {
        return new EncoderChoice.Converter().convert(text);
    }

    @Test
    void theFolderIsLookedIntoFirst() throws Exception {
        Path file = Files.writeString(folder.resolve("resnet18-f37072fd.pth"), "weights");
        String digest = PublishedFile.sha256(file);
        EncoderStart start =
                EncoderStart.of(null, true, PAPER, folder, unreachable(digest.substring(0, 8)));
        assertThat(start.weights()).contains(file);
        assertThat(start.identity()).isEqualTo("file " + digest);
        assertThat(start.words(PAPER)).isEqualTo("ImageNet's (resnet18-f37072fd.pth)");
    }

    @Test
    void whatCannotBeHadIsSaidWithAWayOut() {
        assertThatThrownBy(
                        () -> EncoderStart.of(null, true, PAPER, folder, unreachable("f37072fd")))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("Cannot fetch http://127.0.0.1:1/")
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("--encoder FILE")
                .hasMessageContaining("--encoder none");
        TrainingOptions narrow = PAPER.toBuilder().baseWidth(16).build();
        assertThatThrownBy(() -> EncoderStart.of(null, true, narrow, folder))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("has base width 64, this network has 16")
                .hasMessageContaining("--encoder none");
    }

    @Test
    void randomWeightsAreAChoice() {
        for (String name : new String[] {"none", "random"}) {
            EncoderStart start = EncoderStart.of(choice(name), true, PAPER, folder);
            assertThat(start).isEqualTo(EncoderStart.RANDOM);
            assertThat(start.words(PAPER)).isEqualTo("random weights");
        }
        assertThat(EncoderStart.of(null, false, PAPER, folder)).isEqualTo(EncoderStart.RANDOM);
        TrainingOptions small = TrainingOptions.smallScale().build();
        assertThat(EncoderStart.of(null, false, small, folder)).isEqualTo(EncoderStart.BUILTIN);
        EncoderStart own = EncoderStart.of(choice("builtin"), true, PAPER, folder);
        assertThat(own.initial()).isEqualTo(InitialEncoder.BUILTIN);
        assertThat(own.words(PAPER)).as("base width 64").isEqualTo("random weights");
        assertThat(own.identity())
                .as("another way of making it makes another experiment")
                .contains(EncoderMaker.BUILT_IN.toString());
        assertThatThrownBy(() -> EncoderStart.of(choice("e.pth"), true, PAPER, folder))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining(Path.of("e.pth").toAbsolutePath().toString());
    }
}

package org.lgsc.cli.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.core.LgscException;
import org.lgsc.data.fixture.TinyNetwork;
import org.nd4j.linalg.api.buffer.DataType;

/** The whole network against the independent implementation's fixture. */
class ParityTest {
    @ParameterizedTest
    @CsvSource({"DOUBLE,NHWC", "DOUBLE,NCHW", "FLOAT,NHWC", "FLOAT,NCHW"})
    void equalsTheIndependentImplementation(DataType dataType, CNN2DFormat layout)
            throws Exception {
        List<ParityRow> rows =
                ParityCheck.run(ParityFixture.load(TinyNetwork.folder()), dataType, layout);
        assertThat(rows).hasSizeGreaterThan(40).allMatch(ParityRow::passes);
        if (dataType == DataType.DOUBLE) {
            assertThat(rows).allMatch(row -> row.tolerance() <= 1e-5);
        }
    }

    @Test
    void wrongWeightsAreNoticed(@TempDir Path directory) throws Exception {
        ParityFixture fixture = ParityFixture.load(TinyNetwork.folder());
        fixture.weights().get("d3.res.1.conv2.weight").muli(1.001);
        assertThat(ParityCheck.run(fixture, DataType.DOUBLE, CNN2DFormat.NHWC))
                .anyMatch(row -> !row.passes());
    }

    @Test
    void aMissingFileIsNamed(@TempDir Path directory) throws Exception {
        try (Stream<Path> files = Files.list(TinyNetwork.folder())) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(file.getFileName()));
            }
        }
        Files.delete(directory.resolve("train.npz"));
        assertThatThrownBy(() -> ParityFixture.load(directory))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("train.npz");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}"})
    void lossesThatAreNoneAreNamed(String text, @TempDir Path directory) throws IOException {
        try (Stream<Path> files = Files.list(TinyNetwork.folder())) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(file.getFileName()));
            }
        }
        Files.writeString(directory.resolve("losses.json"), text);
        assertThatThrownBy(() -> ParityFixture.load(directory))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("losses.json");
    }

    @Test
    void aCorruptArchiveIsNamed(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("weights.npz"), "no archive");
        assertThatThrownBy(() -> ParityFixture.load(directory))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("weights.npz");
    }
}

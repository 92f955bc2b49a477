package org.lgsc.core.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.image.RgbImage;

/**
 * Every crop and score of the fixtures, computed by OpenCV, NumPy and ONNX Runtime in Python
 * ({@code make_fixtures.py}) independently of this library.
 */
class ForeignFixtureTest {
    static final Path FOLDER = ForeignPictures.folder();

    /** Largest difference between a score and that of the reference pipeline. */
    private static final double TOLERANCE = 1e-4;

    private record Row(
            String card,
            String picture,
            FaceBox box,
            int network,
            FaceBox area,
            long crc,
            double score) {
        static Row of(String line) {
            String[] f = line.split(",");
            return new Row(
                    f[0],
                    f[1],
                    box(f, 2),
                    Integer.parseInt(f[6]),
                    box(f, 7),
                    Long.parseLong(f[11]),
                    Double.parseDouble(f[12]));
        }

        private static FaceBox box(String[] f, int at) {
            return new FaceBox(
                    Integer.parseInt(f[at]),
                    Integer.parseInt(f[at + 1]),
                    Integer.parseInt(f[at + 2]),
                    Integer.parseInt(f[at + 3]),
                    1);
        }
    }

    private static List<Row> rows(String card) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line :
                Files.readAllLines(FOLDER.resolve("expected.csv"), StandardCharsets.UTF_8)) {
            if (line.startsWith(card + ",")) {
                rows.add(Row.of(line));
            }
        }
        assertThat(rows).hasSizeGreaterThanOrEqualTo(20);
        return rows;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pair",
                "clip",
                "reflect",
                "black",
                "replicate",
                "normal",
                "symmetric",
                "quantised"
            })
    void everyCropAndScoreIsTheReferences(String name) throws IOException {
        try (ForeignNetwork network = ForeignNetwork.load(FOLDER.resolve(name + ".json"))) {
            for (Row row : rows(name)) {
                RgbImage picture = ForeignPictures.of(row.picture());
                CropRule rule = network.card().networks().get(row.network()).crop();
                assertThat(rule.area(picture.width(), picture.height(), row.box()))
                        .as("%s", row)
                        .isEqualTo(row.area());
                List<RgbImage> crops = network.crops(picture, row.box());
                CRC32 crc = new CRC32();
                crc.update(crops.get(row.network()).data());
                assertThat(crc.getValue()).as("%s", row).isEqualTo(row.crc());
                assertThat(network.scores(crops)[row.network()])
                        .as("%s", row)
                        .isCloseTo(row.score(), within(TOLERANCE));
            }
        }
    }

    @Test
    void theScoreOfAPairIsTheMeanOfBoth() throws IOException {
        Map<String, List<Row>> faces = new LinkedHashMap<>();
        for (Row row : rows("pair")) {
            faces.computeIfAbsent(row.picture() + row.box(), k -> new ArrayList<>()).add(row);
        }
        try (ForeignNetwork network = ForeignNetwork.load(FOLDER.resolve("pair.json"))) {
            for (List<Row> face : faces.values()) {
                Row row = face.get(0);
                RgbImage picture = ForeignPictures.of(row.picture());
                double mean = face.stream().mapToDouble(Row::score).average().orElseThrow();
                assertThat(face).hasSize(2);
                assertThat(network.score(network.crops(picture, row.box())))
                        .isCloseTo(mean, within(TOLERANCE));
            }
        }
    }

    @Test
    void openCvRunsWhatItCanAndOnnxRuntimeTheRest() {
        try (ForeignNetwork pair = ForeignNetwork.load(FOLDER.resolve("pair.json"));
                ForeignNetwork quantised = ForeignNetwork.load(FOLDER.resolve("quantised.json"))) {
            assertThat(pair.runsOn()).startsWith("OpenCV 4.");
            assertThat(quantised.runsOn()).startsWith("ONNX Runtime ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pair", "reflect", "replicate", "normal"})
    void bothRunnersGiveTheSameScores(String name) {
        ForeignCard card = ForeignCard.read(FOLDER.resolve(name + ".json"));
        RgbImage picture = ForeignPictures.of("wide");
        for (ForeignCard.Network n : card.networks()) {
            OnnxFile file = OnnxFile.read(FOLDER, n);
            float[] values =
                    n.input()
                            .values(
                                    n.crop()
                                            .cut(
                                                    picture,
                                                    new FaceBox(150, 100, 71, 93, 1),
                                                    n.input().width(),
                                                    n.input().height()));
            try (Runner openCv = new OpenCvRunner(file, n.input());
                    Runner other =
                            Runners.within("x", 60, () -> new OnnxRuntimeRunner(file, n.input()))) {
                assertThat(n.output().spoofScore(openCv.run(values)))
                        .isCloseTo(n.output().spoofScore(other.run(values)), within(1e-5));
            }
        }
    }
}

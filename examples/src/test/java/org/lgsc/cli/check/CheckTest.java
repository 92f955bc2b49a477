package org.lgsc.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.cli.CommandRun;
import org.lgsc.cli.TestVideo;
import org.lgsc.core.detector.LivenessDetector;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.model.DataKind;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.ModelCard;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.data.synthetic.SyntheticFaces;

class CheckTest {
    @TempDir Path folder;

    private Path model;
    private Path faces;

    @BeforeEach
    void write() throws Exception {
        model = folder.resolve("m.zip");
        LgscModel.untrained(
                        LgscNetwork.builder().baseWidth(2).inputSize(64).build(),
                        InputScaling.SYMMETRIC)
                .save(model);
        faces = Files.createDirectory(folder.resolve("faces"));
        SyntheticFaces drawn = SyntheticFaces.of(3);
        for (int i = 0; i < 2; i++) {
            ImageEncoder.writePng(drawn.portrait(i, 200), faces.resolve(i + ".png"));
        }
    }

    @Test
    void aTableAndAnExitCodeThatSaysWhetherAllAreLive() throws Exception {
        Files.write(faces.resolve("._0.png"), new byte[] {1}); // a Mac's note, no picture
        CommandRun live = CommandRun.of("check", "--model", model, "--threshold", "1", faces);
        assertThat(live.code()).as(live.out() + live.err()).isZero();
        assertThat(live.out().lines()).hasSize(3).filteredOn(l -> l.startsWith("live")).hasSize(2);
        CommandRun spoof =
                CommandRun.of(
                        "check", "--model", model, "--threshold", "0", faces.resolve("0.png"));
        assertThat(spoof.code()).isEqualTo(Check.NOT_LIVE);
        assertThat(spoof.out()).contains("spoof");
    }

    @Test
    void nothingInAFolderIsPassedOverWithoutAWord() throws Exception {
        Path mixed = Files.createDirectories(folder.resolve("mixed"));
        Files.createDirectories(mixed.resolve("below/deeper"));
        Files.copy(faces.resolve("0.png"), mixed.resolve("0.png"));
        Files.copy(faces.resolve("1.png"), mixed.resolve("below/deeper/1.png"));
        Files.writeString(mixed.resolve("notes.txt"), "x");
        Files.writeString(mixed.resolve("below/more.txt"), "x");
        CommandRun run = CommandRun.of("check", "--model", model, "--threshold", "1", mixed);
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("0.png", "1.png");
        assertThat(run.err()).contains("2 files that are not pictures or videos by name, e.g. ");
        Files.writeString(mixed.resolve("phone.heic"), "a picture that cannot be read");
        Files.writeString(mixed.resolve("film.webm"), "a video that cannot be read");
        CommandRun other = CommandRun.of("check", "--model", model, "--threshold", "1", mixed);
        assertThat(other.code()).isEqualTo(Check.NOT_LIVE);
        assertThat(other.out().lines())
                .filteredOn(l -> l.startsWith("undecided"))
                .hasSize(2)
                .anyMatch(l -> l.contains("phone.heic"))
                .anyMatch(l -> l.contains("film.webm"));
    }

    /** As in a training on the folder. */
    @Test
    void picturesBehindLinksAreChecked() throws Exception {
        Path linked = Files.createDirectories(folder.resolve("linked"));
        Files.copy(faces.resolve("0.png"), linked.resolve("own.png"));
        Files.createSymbolicLink(linked.resolve("more"), faces);
        CommandRun run = CommandRun.of("check", "--model", model, "--threshold", "1", linked);
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains("own.png", Path.of("more", "0.png").toString())
                .contains(Path.of("more", "1.png").toString());
        Path link = Files.createSymbolicLink(folder.resolve("link"), faces);
        CommandRun whole = CommandRun.of("check", "--model", model, "--threshold", "1", link);
        assertThat(whole.code()).as(whole.out() + whole.err()).isZero();
        assertThat(whole.out().lines()).filteredOn(l -> l.startsWith("live")).hasSize(2);
    }

    @Test
    void aFileNameMakesNoRowOfItsOwnAndSteersNoTerminal() throws Exception {
        Path forged = faces.resolve("0\nlive        0.0001  x\u001b[2J.png");
        try {
            Files.copy(faces.resolve("1.png"), forged);
        } catch (InvalidPathException | IOException e) {
            Assumptions.abort("no such names on this file system");
        }
        CommandRun run = CommandRun.of("check", "--model", model, "--threshold", "0", faces);
        assertThat(run.out().lines()).hasSize(4).noneMatch(l -> l.startsWith("live"));
        assertThat(run.out()).doesNotContain("\u001b");
        CommandRun missing = CommandRun.of("info", forged.resolveSibling("no\u001b[2J.zip"));
        assertThat(missing.code()).isNotZero();
        assertThat(missing.err()).contains("no?[2J.zip").doesNotContain("\u001b");
    }

    @Test
    void aModelOfSimulatedDataAloneSaysSoOnce() throws Exception {
        Path simulated = folder.resolve("simulated.zip");
        LgscModel loaded = LgscModel.load(model);
        loaded.withCard(
                        ModelCard.builder()
                                .training(
                                        new ModelCard.Data(
                                                "drawn", DataKind.SIMULATED, 1, 1, Map.of(), 0, 0))
                                .build())
                .save(simulated);
        CommandRun run =
                CommandRun.of("check", "--model", simulated, "--json", "--threshold", "1", faces);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err().lines())
                .filteredOn(l -> l.contains("simulated data alone"))
                .hasSize(1);
        assertThat(new ObjectMapper().readTree(run.out()))
                .hasSize(2)
                .allMatch(row -> row.path("modelTrainedOn").asText().equals("simulated"));
        CommandRun plain = CommandRun.of("check", "--model", model, "--json", faces);
        assertThat(plain.err()).doesNotContain("simulated");
        assertThat(plain.out()).contains("\"modelTrainedOn\" : \"not stated\"");
        CommandRun info = CommandRun.of("info", simulated);
        assertThat(new ObjectMapper().readTree(info.out()).at("/card/training/kind").asText())
                .isEqualTo("SIMULATED");
        CommandRun card = CommandRun.of("info", model, "--card");
        assertThat(card.out().lines())
                .anyMatch(l -> l.matches("not for +not stated"))
                .anyMatch(l -> l.startsWith("threshold"));
        try (LivenessDetector detector = LivenessDetector.load(simulated)) {
            assertThat(detector.card().caution()).isPresent();
            assertThat(detector.description().toText()).contains("drawn (simulated)");
        }
    }

    @Test
    void jsonAndOverlays() throws Exception {
        Path text = Files.writeString(folder.resolve("no.jpg"), "no picture");
        Path overlays = folder.resolve("overlays");
        CommandRun run =
                CommandRun.of(
                        "check",
                        "--model",
                        model,
                        "--threshold",
                        "1",
                        "--json",
                        "--overlay",
                        overlays,
                        faces,
                        faces.resolve("0.png"),
                        text);
        assertThat(run.code()).as(run.err()).isEqualTo(Check.NOT_LIVE);
        JsonNode rows = new ObjectMapper().readTree(run.out());
        assertThat(rows).hasSize(4);
        assertThat(rows.get(0).path("decision").asText()).isEqualTo("LIVE");
        assertThat(rows.get(0).path("face").path("width").asInt()).isGreaterThan(50);
        assertThat(rows.get(3).path("decision").asText()).isEqualTo("UNDECIDED");
        assertThat(rows.get(3).path("spoofScore").isNull()).isTrue();
        assertThat(rows.get(3).path("detail").asText()).contains("no.jpg");
        assertThat(overlays.resolve("0.png")).isRegularFile();
        assertThat(overlays.resolve("0-2.png")).isRegularFile();
    }

    @Test
    void aVideoIsDecidedByItsFrames() throws Exception {
        RgbImage face = ImageDecoder.defaults().decode(faces.resolve("0.png"));
        RgbImage empty = RgbImage.black(face.width(), face.height());
        Path video = TestVideo.write(folder.resolve("v.avi"), List.of(face, face, empty, face));
        Path mostlyEmpty =
                TestVideo.write(folder.resolve("e.avi"), List.of(empty, face, empty, empty));
        byte[] whole = Files.readAllBytes(video);
        Path cut =
                Files.write(folder.resolve("cut.avi"), Arrays.copyOf(whole, 2 * whole.length / 3));
        Path overlays = folder.resolve("video-overlays");

        CommandRun live =
                CommandRun.of(
                        "check",
                        "--model",
                        model,
                        "--threshold",
                        "1",
                        "--overlay",
                        overlays,
                        video);
        assertThat(live.code()).as(live.out() + live.err()).isZero();
        assertThat(live.out()).contains("3 of 4 frames");
        assertThat(overlays.resolve("v.png")).isRegularFile();

        CommandRun all =
                CommandRun.of(
                        "check", "--model", model, "--threshold", "1", video, mostlyEmpty, cut);
        assertThat(all.code()).isEqualTo(Check.NOT_LIVE);
        assertThat(all.out().lines().toList().get(2)).startsWith("undecided").contains("No face");
        assertThat(all.out().lines().toList().get(3))
                .startsWith("undecided")
                .contains("cut.avi")
                .contains("truncated");

        CommandRun json =
                CommandRun.of(
                        "check",
                        "--model",
                        model,
                        "--threshold",
                        "1",
                        "--json",
                        "--frames",
                        "2",
                        video,
                        cut);
        JsonNode rows = new ObjectMapper().readTree(json.out());
        assertThat(rows.get(0).path("decision").asText()).isEqualTo("LIVE");
        assertThat(rows.get(0).path("frames")).hasSize(2);
        double mean = 0;
        int judged = 0;
        for (JsonNode frame : rows.get(0).path("frames")) {
            if (!frame.path("spoofScore").isNull()) {
                mean += frame.path("spoofScore").asDouble();
                judged++;
            }
        }
        assertThat(rows.get(0).path("judged").asInt()).isEqualTo(judged);
        assertThat(rows.get(0).path("spoofScore").asDouble())
                .isCloseTo(mean / judged, within(1e-9));
        assertThat(rows.get(1).path("decision").asText()).isEqualTo("UNDECIDED");
        assertThat(rows.get(1).path("spoofScore").isNull()).isTrue();
        assertThat(rows.get(1).path("detail").asText()).contains("truncated");
        assertThat(CommandRun.of("check", "--model", model, "--frames", "0", video).code())
                .isEqualTo(2);
    }

    @Test
    void theTimesOfACheck() throws Exception {
        Path figures = folder.resolve("detect.json");
        CommandRun run =
                CommandRun.of(
                        "bench", "detect", "--model", model, "--rounds", "1", "--out", figures);
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("640x480", "12 megapixels", "find face");
        JsonNode json = new ObjectMapper().readTree(figures.toFile());
        for (String input : new String[] {"640x480", "12 megapixels"}) {
            double parts = 0;
            for (String step : new String[] {"decode", "find face", "score"}) {
                double median = json.path(input).path(step).path("median").asDouble();
                assertThat(median).as(input + " " + step).isPositive();
                parts += median;
            }
            assertThat(json.path(input).path("whole check").path("median").asDouble())
                    .isGreaterThan(0.99 * parts);
        }
        assertThat(json.path("12 megapixels").path("width").asInt()).isEqualTo(4000);
    }

    @Test
    void whatIsWrongIsNamed() throws Exception {
        CommandRun empty =
                CommandRun.of(
                        "check",
                        "--model",
                        model,
                        Files.createDirectory(folder.resolve("nothing")));
        assertThat(empty.code()).isEqualTo(1);
        assertThat(empty.err()).contains("nothing");
        assertThat(CommandRun.of("check", "--model", model).code()).isEqualTo(2);
        assertThat(CommandRun.of("check", "--model", model, "--threshold", "NaN", faces).code())
                .isEqualTo(2);
    }

    @Test
    void theInstallationChecksItself() {
        CommandRun run = CommandRun.of("selfcheck");
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("recorded 0.656918", "This installation works");
    }
}

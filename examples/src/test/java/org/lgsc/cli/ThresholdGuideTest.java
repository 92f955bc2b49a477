package org.lgsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.ModelThreshold;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.data.synthetic.SyntheticFaces;
import org.lgsc.eval.metric.IntervalMethod;

/** What docs/thresholds.md says runs, and its table is what the reports' intervals give. */
class ThresholdGuideTest {
    private static final String JAR = "java -jar examples/target/lgsc.jar ";

    @TempDir Path folder;

    private static String guide() throws Exception {
        return Files.readString(Path.of("..", "docs", "thresholds.md"));
    }

    private Path model() {
        Path model = folder.resolve("lgsc.zip");
        LgscModel.untrained(
                        LgscNetwork.builder().baseWidth(2).inputSize(64).build(),
                        InputScaling.SYMMETRIC)
                .save(model);
        return model;
    }

    @Test
    void itsCommandsRun() throws Exception {
        model();
        TestFolders.write(folder.resolve("FOLDER"));
        SyntheticFaces faces = SyntheticFaces.of(3);
        ImageEncoder.writePng(faces.portrait(0, 200), folder.resolve("selfie.jpg"));
        int commands = 0;
        for (String line : guide().lines().filter(l -> l.startsWith(JAR + "s")).toList()) {
            run(line, "--detector", "none"); // the pictures of this test are face crops
            commands++;
        }
        for (String line : guide().lines().filter(l -> l.startsWith(JAR + "e")).toList()) {
            run(line);
            commands++;
        }
        assertThat(commands).isEqualTo(6);
        assertThat(folder.resolve("bank").resolve("report.html")).isRegularFile();
        ModelThreshold threshold =
                LgscModel.load(folder.resolve("bank.zip")).metadata().threshold();
        assertThat(threshold.origin()).matches("apcer<=0.01 on DEV \\(\\d+ bona fide.*dev.csv");
        String check =
                guide().lines().filter(l -> l.startsWith(JAR + "check")).findFirst().orElseThrow();
        assertThat(CommandRun.of(words(check)).out())
                .contains(String.format(Locale.ROOT, "%.4f", threshold.spoofScore()));
    }

    private void run(String line, Object... more) {
        List<Object> words = new ArrayList<>(List.of(words(line)));
        words.addAll(List.of(more));
        CommandRun run = CommandRun.of(words.toArray());
        assertThat(run.code()).as(line + run.err()).isZero();
    }

    /** Files in this test's folder. */
    private Object[] words(String line) {
        List<Object> words = new ArrayList<>();
        String[] parts = line.substring(JAR.length()).replace("\"", "").split(" ");
        for (int i = 0; i < parts.length; i++) {
            boolean plain =
                    i == 0
                            || parts[i].startsWith("--")
                            || parts[i].contains("<=")
                            || parts[i - 1].equals("--split");
            words.add(plain ? parts[i] : folder.resolve(parts[i]));
        }
        return words.toArray();
    }

    @Test
    void itsNumbersOfTrialsAreThoseOfTheIntervals() throws Exception {
        Matcher row = Pattern.compile("\\| ([0-9.]+) % \\| (\\d+) \\| (\\d+) \\|").matcher(guide());
        int rows = 0;
        for (; row.find(); rows++) {
            double rate = Double.parseDouble(row.group(1)) / 100;
            // the upper end at level 0.9 is that of a one-sided interval at 0.95
            assertThat(trials(rate, 0.9)).isEqualTo(Long.parseLong(row.group(2)));
            assertThat(trials(rate, 0.95)).isEqualTo(Long.parseLong(row.group(3)));
        }
        assertThat(rows).isEqualTo(5);
    }

    private static long trials(double rate, double level) {
        long n = 1;
        while (IntervalMethod.CLOPPER_PEARSON.of(0, n, level).high() > rate) {
            n++;
        }
        return n;
    }

    @Test
    void aThresholdIsNotFittedOnOtherScores() throws Exception {
        Path model = model();
        Path data = TestFolders.write(folder.resolve("data"));
        Path test = folder.resolve("test.csv");
        CommandRun.score(model, data, test);
        CommandRun other = export(model, "--dev", test, "--criterion", "eer");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).contains("test.csv are of the split test", "score --split dev");
        assertThat(export(model, "--dev", test).err()).contains("'--dev' needs '--criterion'");
        assertThat(export(model, "--criterion", "eer").err()).contains("needs --dev");
        assertThat(export(model, "--criterion", "fixed=7").err())
                .contains("from 0 to 1, but was 7.0");
        assertThat(export(model, "--criterion", "fixed=0.25").code()).isZero();
        assertThat(LgscModel.load(folder.resolve("new.zip")).metadata().threshold())
                .isEqualTo(new ModelThreshold(0.25, "fixed=0.25, fitted on no data"));
    }

    private CommandRun export(Path model, Object... options) {
        List<Object> words =
                new ArrayList<>(
                        List.of("export", "--model", model, "--slim", folder.resolve("new.zip")));
        words.addAll(List.of(options));
        return CommandRun.of(words.toArray());
    }
}

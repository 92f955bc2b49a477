package org.lgsc.eval.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lgsc.core.Label;
import org.lgsc.core.LgscException;

class ScoreFileTest {
    private static final String HEADER = "claimed_id,test_label,is_bonafide,attack_type,score\n";

    @TempDir private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("scores-dev.csv"), text);
    }

    @Test
    void readsWhatItWrote() {
        List<PadScore> scores =
                List.of(
                        new PadScore("a,\"b\"", Label.LIVE, "", "s 1", "v\n1", 7, 0.25),
                        new PadScore("é", Label.SPOOF, "print", "s2", "", -1, 0.5),
                        PadScore.attack("c", "replay", "", Double.NaN),
                        PadScore.attack("d", "replay", "s3", Double.POSITIVE_INFINITY),
                        PadScore.live("e", "s3", Double.NEGATIVE_INFINITY));
        Path file = folder.resolve("scores.csv");
        ScoreFile.write(file, scores);
        assertThat(ScoreFile.read(file)).isEqualTo(scores);
    }

    @Test
    void theWayThroughAFileKeepsScoresToTheLastBit() {
        Path file = folder.resolve("scores.csv");
        for (double spoof : new double[] {0.0093, 0.1, 1.0 / 3, 0.999, 1e-12}) {
            ScoreFile.write(file, List.of(PadScore.live("a", "s", spoof)));
            assertThat(ScoreFile.read(file).get(0).spoofScore())
                    .isCloseTo(spoof, within(Math.scalb(1.0, -53)));
        }
    }

    @Test
    void readsBobsLayout() throws IOException {
        Path file =
                file(
                        "claimed_id,test_label,is_bonafide,attack_type,score,extra,video_key,frame_id\n"
                                + "7,real/a.mov,True,,0.75,x,real/a,3\n"
                                + "8,attack/b.mov,False,print,-1.5e-1,x,,\n"
                                + "8,attack/c.mov,False,print,nan,x,,\n"
                                + "8,attack/d.mov,false,print,,x,,\n");
        List<PadScore> scores = ScoreFile.read(file);
        assertThat(scores.get(0))
                .isEqualTo(new PadScore("real/a.mov", Label.LIVE, "", "7", "real/a", 3, 0.25));
        assertThat(scores.get(1)).isEqualTo(PadScore.attack("attack/b.mov", "print", "8", 1.15));
        assertThat(scores.subList(2, 4)).noneMatch(PadScore::hasResponse);
    }

    @Test
    void skipsAByteOrderMark() throws IOException {
        assertThat(ScoreFile.read(file("\uFEFF" + HEADER + "1,a,True,,0.5\n"))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1,b,maybe,,0.5 | is_bonafide must be True or False",
                "1,b,True,print,0.5 | must have an empty attack_type",
                "1,b,False,,0.5 | needs its attack_type",
                "1,b,True,,high | score \"high\" is not a number",
                "1,b,True,, 0.5,9 | 6 fields",
                "1,b,True | 3 fields",
                "1,\"b\"x,True,,0.5 | line 3",
            })
    void namesFileAndLineOfAMalformedRow(String row, String problem) throws IOException {
        Path file = file(HEADER + "1,a,True,,0.5\n" + row + "\n");
        assertThatThrownBy(() -> ScoreFile.read(file))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("line 3")
                .hasMessageContaining(problem);
    }

    @Test
    void saysWhatSeparatesTheFields() throws IOException {
        assertThatThrownBy(() -> ScoreFile.read(file(HEADER.replace(',', ';'))))
                .hasMessageContaining("line 1")
                .hasMessageContaining("not by semicolons");
        assertThatThrownBy(() -> ScoreFile.read(file(HEADER.replace(',', '\t'))))
                .hasMessageContaining("not by tabs");
        assertThatThrownBy(() -> ScoreFile.read(file("1 1 real/a.mov 0.9\n")))
                .hasMessageContaining("four or five columns separated by spaces");
        assertThatThrownBy(() -> ScoreFile.read(file("1 m 1 real/a.mov 0.9\n")))
                .hasMessageContaining("four or five columns separated by spaces");
        assertThatThrownBy(() -> ScoreFile.read(file(""))).hasMessageContaining("file is empty");
    }

    @Test
    void countsLinesWithinQuotedFields() throws IOException {
        Path file = file(HEADER + "1,\"a\nb\",True,,0.5\n1,c,True,,x\n");
        assertThatThrownBy(() -> ScoreFile.read(file)).hasMessageContaining("line 4");
    }

    @Test
    void refusesFilesThatAreNoScoreFiles() throws IOException {
        assertThatThrownBy(() -> ScoreFile.read(file("a,b\n1,2\n")))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("line 1")
                .hasMessageContaining("no column test_label");
        assertThatThrownBy(() -> ScoreFile.read(file(HEADER.replace("claimed_id", "score"))))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("line 1");
        assertThatThrownBy(() -> ScoreFile.read(file(HEADER)))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("no scores");
        assertThatThrownBy(() -> ScoreFile.read(file("")))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("scores-dev.csv");
        assertThatThrownBy(() -> ScoreFile.read(folder.resolve("none.csv")))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("none.csv");
        Path latin = folder.resolve("latin.csv");
        Files.write(latin, (HEADER + "1,\u00e9,True,,1\n").getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ScoreFile.read(latin))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("UTF-8");
        Path later = folder.resolve("later.csv");
        StringBuilder rows = new StringBuilder(HEADER);
        for (int i = 0; i < 2000; i++) {
            rows.append("1,a").append(i).append(",True,,1\n");
        }
        Files.write(later, (rows + "1,\u00e9,True,,1\n").getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ScoreFile.read(later))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("later.csv, line")
                .hasMessageContaining("UTF-8");
        Path wide = folder.resolve("wide.csv");
        Files.write(wide, (HEADER + "1,a,True,,1\n").getBytes(StandardCharsets.UTF_16));
        assertThatThrownBy(() -> ScoreFile.read(wide))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("wide.csv")
                .hasMessageContaining("UTF-8");
    }

    @Test
    void endsOfLinesQuotesAndFloatingPointFrames() throws IOException {
        String text =
                "\uFEFF\"test_label\",\"is_bonafide\",\"attack_type\",\"score\",frame_id,note\r\n"
                        + "\"a, \"\"b\"\"\",\"True\",\"\",\"0.75\",3.0,\"x\"\r\n"
                        + "c,False,print,,,\r\n";
        List<PadScore> scores = ScoreFile.read(file(text));
        assertThat(scores.get(0))
                .isEqualTo(new PadScore("a, \"b\"", Label.LIVE, "", "", "", 3, 0.25));
        assertThat(scores.get(1).hasResponse()).isFalse();
        assertThat(scores.get(1).frame()).isEqualTo(-1);
    }

    @Test
    void refusesABadFrame() throws IOException {
        Path file = file(HEADER.strip() + ",frame_id\n1,a,True,,0.5,1.5\n");
        assertThatThrownBy(() -> ScoreFile.read(file))
                .hasMessageContaining("line 2")
                .hasMessageContaining("frame_id");
    }

    @Test
    void aFailingConsumerIsNotBlamedOnTheFile() throws IOException {
        Path file = file(HEADER + "1,a,True,,0.5\n");
        IllegalArgumentException own = new IllegalArgumentException("mine");
        assertThatThrownBy(
                        () ->
                                ScoreFile.forEach(
                                        file,
                                        ScoreMeaning.LIVENESS,
                                        s -> {
                                            throw own;
                                        }))
                .isSameAs(own);
    }

    @Test
    void readsFilesMadeElsewhere() throws IOException {
        Path file =
                file(
                        "Score , database,ATTACK_TYPE,is_bonafide,frame_id,video_key,test_label\n"
                                + "0.75,x,,1,0,v,a\n"
                                + "0.25 ,x, print,0,1,w,a\n");
        assertThat(ScoreFile.read(file))
                .containsExactly(
                        new PadScore("a", Label.LIVE, "", "", "v", 0, 0.25),
                        new PadScore("a", Label.SPOOF, "print", "", "w", 1, 0.75));
        assertThat(ScoreFile.read(file, ScoreMeaning.SPOOF))
                .extracting(PadScore::spoofScore)
                .containsExactly(0.75, 0.25);
    }

    @Test
    void namesBothLinesOfADuplicate() throws IOException {
        Path file = file(HEADER + "1,a,True,,0.5\n1,b,True,,0.5\n1,a,True,,0.6\n");
        assertThatThrownBy(() -> ScoreFile.read(file))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining(file + ", line 4")
                .hasMessageContaining("\"a\" is already in line 2");
        String frames = HEADER.strip() + ",video_key,frame_id\n";
        assertThat(ScoreFile.read(file(frames + "1,a,True,,0.5,v,0\n1,a,True,,0.5,v,1\n")))
                .hasSize(2);
        Path twice = file(frames + "1,a,True,,0.5,v,3\n1,a,True,,0.5,v,3\n");
        assertThatThrownBy(() -> ScoreFile.read(twice))
                .hasMessageContaining("of video \"v\", frame 3, is already in line 2");
    }

    @Test
    void aHundredThousandRowsAreAllNew() throws IOException {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < 100_000; i++) {
            text.append("1,v").append(i).append(",True,,0.5\n");
        }
        assertThat(ScoreFile.read(file(text.toString()))).hasSize(100_000);
        Path twice = file(text + "1,v77,True,,0.5\n");
        assertThatThrownBy(() -> ScoreFile.read(twice)).hasMessageContaining("already in line 79");
    }
}

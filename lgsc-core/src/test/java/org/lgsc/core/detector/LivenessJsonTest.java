package org.lgsc.core.detector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lgsc.core.face.FaceBox;

/** The JSON that Jackson writes for a result without any settings. */
class LivenessJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final FaceBox BOX = new FaceBox(1, 2, 30, 40, 0.9);

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void aScoredFaceIsWrittenWithoutItsCueMap() throws Exception {
        LivenessResult result =
                LivenessResult.scored(
                        new FaceScorer.Answer(
                                0.25,
                                Optional.of(new LivenessResult.CueMap(BOX, new float[256][256]))),
                        0.5,
                        BOX,
                        BOX,
                        new LivenessResult.Timings(1, 2, 3, 4));
        assertThat(result.score()).hasValue(0.25);
        String text = JSON.writeValueAsString(result);
        assertThat(text).hasSizeLessThan(400);
        JsonNode node = JSON.readTree(text);
        assertThat(names(node))
                .containsExactly(
                        "decision",
                        "spoofScore",
                        "threshold",
                        "face",
                        "reasons",
                        "detail",
                        "milliseconds");
        assertThat(node.get("spoofScore").doubleValue()).isEqualTo(0.25);
        assertThat(node.get("face").toString())
                .isEqualTo("{\"x\":1,\"y\":2,\"width\":30,\"height\":40}");
        assertThat(node.get("milliseconds").toString())
                .isEqualTo("{\"decode\":1.0,\"detect\":2.0,\"cut\":3.0,\"score\":4.0}");
        assertThat(JSON.readValue(text, LivenessResult.Summary.class)).isEqualTo(result.summary());
    }

    @Test
    void aMissingScoreIsNull() throws Exception {
        LivenessResult none =
                LivenessResult.undecided(
                        0.5,
                        Optional.empty(),
                        List.of(Reason.UNREADABLE),
                        "No.",
                        LivenessResult.Timings.NONE);
        assertThat(none.score()).isEmpty();
        JsonNode node = JSON.readTree(JSON.writeValueAsString(none));
        assertThat(node.get("spoofScore").isNull()).isTrue();
        assertThat(node.get("face").isNull()).isTrue();
        assertThat(node.get("reasons").toString()).isEqualTo("[\"UNREADABLE\"]");

        VideoCheck.Result video =
                new VideoCheck.Result(Decision.UNDECIDED, Double.NaN, 0.5, 0, List.of(none));
        assertThat(video.score()).isEmpty();
        JsonNode written = JSON.readTree(JSON.writeValueAsString(video));
        assertThat(written.get("spoofScore").isNull()).isTrue();
        assertThat(written.get("frames").get(0)).isEqualTo(node);
        assertThat(new VideoCheck.Result(Decision.LIVE, 0.1, 0.5, 1, List.of()).score())
                .hasValue(0.1);
    }
}

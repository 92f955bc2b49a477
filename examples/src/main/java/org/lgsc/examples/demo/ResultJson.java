package org.lgsc.examples.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.lgsc.core.detector.Decision;
import org.lgsc.core.detector.LivenessResult;
import org.lgsc.core.detector.Reason;
import org.lgsc.core.detector.VideoCheck;

/** A check's result as JSON, for scripts and for the page of the demo. */
public final class ResultJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ResultJson() {}

    /** The result without its cue map. */
    public static ObjectNode of(LivenessResult result) {
        ObjectNode node = JSON.createObjectNode();
        decision(node, result.decision(), result.spoofScore(), result.threshold());
        result.face()
                .ifPresentOrElse(
                        f ->
                                node.putObject("face")
                                        .put("x", f.x())
                                        .put("y", f.y())
                                        .put("width", f.width())
                                        .put("height", f.height()),
                        () -> node.putNull("face"));
        ArrayNode reasons = node.putArray("reasons");
        for (Reason reason : result.reasons()) {
            reasons.add(reason.name());
        }
        node.put("detail", result.detail());
        node.putObject("milliseconds")
                .put("decode", result.timings().decode())
                .put("detect", result.timings().detect())
                .put("cut", result.timings().cut())
                .put("score", result.timings().score());
        return node;
    }

    /**
     * A video's result with those of its frames.
     *
     * @param detail a sentence about why it is undecided; "" otherwise
     */
    public static ObjectNode of(VideoCheck.Result result, String detail) {
        ObjectNode node = JSON.createObjectNode();
        decision(node, result.decision(), result.spoofScore(), result.threshold());
        node.put("judged", result.judged());
        node.put("detail", detail);
        ArrayNode frames = node.putArray("frames");
        result.frames().forEach(frame -> frames.add(of(frame)));
        return node;
    }

    private static void decision(
            ObjectNode node, Decision decision, double score, double threshold) {
        node.put("decision", decision.name());
        if (Double.isNaN(score)) {
            node.putNull("spoofScore"); // JSON has no NaN
        } else {
            node.put("spoofScore", score);
        }
        node.put("threshold", threshold);
    }
}

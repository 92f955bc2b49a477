package org.lgsc.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.lgsc.core.detector.LivenessResult;
import org.lgsc.core.detector.VideoCheck;

/** Result of a check as JSON, for scripts and for the demo's page. */
public final class ResultJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ResultJson() {}

    /** The result without its cue map. */
    public static ObjectNode of(LivenessResult result) {
        return JSON.valueToTree(result.summary());
    }

    /**
     * A video's result with the results of its frames.
     *
     * @param detail the reason why it is undecided, as a sentence; "" otherwise
     */
    public static ObjectNode of(VideoCheck.Result result, String detail) {
        ObjectNode node = JSON.valueToTree(result.summary());
        return node.put("detail", detail);
    }
}

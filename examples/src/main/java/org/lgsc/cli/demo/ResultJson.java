package org.lgsc.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.lgsc.core.detector.LivenessResult;
import org.lgsc.core.detector.VideoCheck;

/** A check's result as JSON, for scripts and for the page of the demo. */
public final class ResultJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ResultJson() {}

    /** The result without its cue map. */
    public static ObjectNode of(LivenessResult result) {
        return JSON.valueToTree(result.summary());
    }

    /**
     * A video's result with those of its frames.
     *
     * @param detail a sentence about why it is undecided; "" otherwise
     */
    public static ObjectNode of(VideoCheck.Result result, String detail) {
        ObjectNode node = JSON.valueToTree(result.summary());
        return node.put("detail", detail);
    }
}

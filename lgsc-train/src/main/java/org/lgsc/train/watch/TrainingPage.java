package org.lgsc.train.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lgsc.eval.internal.html.HtmlPage;

/**
 * The page that shows a run. It is built from the entries of the run's log, so that a resumed run
 * shows earlier steps, too.
 */
final class TrainingPage {
    /** Seconds after which the browser reloads the page during the run. */
    static final int REFRESH_SECONDS = 10;

    private static final int NOTES = 50;
    private static final int EPOCHS = 2000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String title;
    private final Map<String, String> facts;
    private final FaceGrid faces;

    /** Curves by phase and name. */
    private final Map<String, Map<String, Curve>> curves = new LinkedHashMap<>();

    private final Deque<JsonNode> epochs = new ArrayDeque<>();
    private final Deque<JsonNode> notes = new ArrayDeque<>();
    private JsonNode lastStep = JSON.createObjectNode();

    TrainingPage(String title, Map<String, String> facts, FaceGrid faces) {
        this.title = title;
        this.facts = facts;
        this.faces = faces;
    }

    void add(JsonNode entry) {
        switch (entry.path("type").asText()) {
            case "step" -> step(entry);
            case "epoch" -> limited(epochs, entry, EPOCHS);
            default -> limited(notes, entry, NOTES);
        }
    }

    private static void limited(Deque<JsonNode> list, JsonNode entry, int most) {
        list.addLast(entry);
        if (list.size() > most) {
            list.removeFirst();
        }
    }

    private void step(JsonNode entry) {
        lastStep = entry;
        Map<String, Curve> phase =
                curves.computeIfAbsent(entry.path("phase").asText(), name -> new LinkedHashMap<>());
        int x = entry.path("step").asInt();
        point(phase, "total", x, entry.path("total"));
        entry.path("losses")
                .properties()
                .forEach(head -> point(phase, head.getKey(), x, head.getValue()));
        point(phase, "rate", x, entry.path("learningRate"));
    }

    private static void point(Map<String, Curve> phase, String name, int x, JsonNode value) {
        if (value.isNumber() && Double.isFinite(value.asDouble())) {
            phase.computeIfAbsent(name, n -> new Curve()).add(x, value.asDouble());
        }
    }

    /**
     * Returns the current page.
     *
     * @param state running, finished, failed or stopped
     * @param secondsLeft of the phase; negative when unknown
     * @param outcome result of the run; empty while it runs
     */
    String html(String state, long secondsLeft, String outcome) {
        ObjectNode data = JSON.createObjectNode();
        data.put("title", title);
        data.put("state", state);
        data.put("outcome", outcome);
        data.put("secondsLeft", secondsLeft);
        data.put("written", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        data.set("facts", JSON.valueToTree(facts));
        data.set("last", lastStep);
        ObjectNode phases = data.putObject("curves");
        curves.forEach(
                (phase, byName) -> {
                    ObjectNode node = phases.putObject(phase);
                    byName.forEach((name, curve) -> curve.into(node.putArray(name)));
                });
        data.putArray("epochs").addAll(epochs);
        ArrayNode said = data.putArray("notes");
        notes.descendingIterator().forEachRemaining(said::add);
        faces.into(data);
        boolean running = state.equals("running");
        return new HtmlPage(
                        title,
                        state + " " + outcome + "\n" + lastStep,
                        HtmlPage.commonStyle()
                                + HtmlPage.resource(TrainingPage.class, "training.css"),
                        HtmlPage.chartScript()
                                + HtmlPage.resource(TrainingPage.class, "training.js"),
                        data.toString(),
                        running ? REFRESH_SECONDS : 0)
                .html();
    }
}

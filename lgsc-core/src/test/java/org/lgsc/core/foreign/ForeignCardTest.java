package org.lgsc.core.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.ImageScaler.Interpolation;
import org.lgsc.core.model.ModelThreshold;

class ForeignCardTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DIGEST = "0123456789abcdef".repeat(4);
    private static final Set<String> OPTIONAL =
            Set.of(
                    "source",
                    "licence",
                    "minimumFace",
                    "networks[0].crop.enlarging",
                    "networks[0].input.mean",
                    "networks[0].input.std",
                    "networks[0].output.name",
                    // the reader of the file says what to write
                    "networks[0].sha256");

    @TempDir Path folder;

    /** A card with every key. */
    private static ObjectNode full() {
        ObjectNode card = JsonNodeFactory.instance.objectNode();
        card.put("cardVersion", 1).put("name", "a network").put("source", "https://example.org");
        card.put("licence", "MIT").put("detector", "yunet").put("minimumFace", 64);
        card.putObject("threshold").put("spoofScore", 0.25).put("origin", "fitted on dev");
        ObjectNode network = card.putArray("networks").addObject();
        network.put("file", "nets/a.onnx").put("sha256", DIGEST);
        network.putObject("crop")
                .put("factor", 1.5)
                .put("shape", "square")
                .put("edge", "reflect")
                .put("interpolation", "area")
                .put("enlarging", "lanczos4");
        ObjectNode input = network.putObject("input");
        input.put("width", 128).put("height", 96).put("colours", "bgr");
        input.putArray("range").add(-1).add(1);
        input.putArray("mean").add(0.1).add(0.2).add(0.3);
        input.putArray("std").add(0.4).add(0.5).add(0.6);
        network.putObject("output")
                .put("name", "logits")
                .put("values", 3)
                .put("activation", "softmax")
                .put("live", 1);
        return card;
    }

    private Path write(String text) {
        try {
            return Files.writeString(folder.resolve("odd.json"), text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private ForeignCard read(JsonNode card) {
        return ForeignCard.read(write(card.toString()));
    }

    private void refused(String text, String... words) {
        Path file = write(text);
        assertThatThrownBy(() -> ForeignCard.read(file))
                .as("%s", text)
                .isInstanceOf(LgscException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContainingAll(words)
                .hasMessageNotContainingAny("\n", "Exception", "java.");
    }

    @Test
    void aCardSaysWhatItsKeysSay() {
        ForeignCard card = read(full());
        assertThat(card.name()).isEqualTo("a network");
        assertThat(card.detector().name()).isEqualTo("yunet");
        assertThat(card.minimumFace()).isEqualTo(64);
        assertThat(card.threshold()).isEqualTo(new ModelThreshold(0.25, "fitted on dev"));
        assertThat(card.networks())
                .containsExactly(
                        new ForeignCard.Network(
                                "nets/a.onnx",
                                DIGEST,
                                new CropRule(
                                        1.5,
                                        CropRule.Shape.SQUARE,
                                        CropRule.Edge.REFLECT,
                                        Interpolation.AREA,
                                        Interpolation.LANCZOS4),
                                new PixelInput(
                                        128,
                                        96,
                                        PixelInput.Colours.BGR,
                                        new PixelInput.Range(-1, 1),
                                        new PixelInput.Planes(0.1, 0.2, 0.3),
                                        new PixelInput.Planes(0.4, 0.5, 0.6)),
                                new NetworkOutput(
                                        "logits",
                                        3,
                                        NetworkOutput.Activation.SOFTMAX,
                                        1,
                                        NetworkOutput.Class.LIVE)));
        assertThat(card.description().toText())
                .contains("a network", "0.25, fitted on dev", "live is value 1 of 3", "yunet");
    }

    /** A place in a card: the node with the key, the key or index, and its name. */
    private record Place(JsonNode parent, Object key, String name) {
        JsonNode value() {
            return key instanceof Integer i ? parent.get(i) : parent.get((String) key);
        }

        void set(JsonNode value) {
            if (key instanceof Integer i) {
                ((ArrayNode) parent).set(i, value);
            } else {
                ((ObjectNode) parent).set((String) key, value);
            }
        }

        void remove() {
            if (key instanceof Integer i) {
                ((ArrayNode) parent).remove(i);
            } else {
                ((ObjectNode) parent).remove((String) key);
            }
        }
    }

    private static List<Place> places(JsonNode node, String name) {
        List<Place> places = new ArrayList<>();
        if (node.isObject()) {
            node.fieldNames()
                    .forEachRemaining(
                            key ->
                                    places.add(
                                            new Place(
                                                    node,
                                                    key,
                                                    name.isEmpty() ? key : name + "." + key)));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            places.add(new Place(node, i, name + "[" + i + "]"));
        }
        for (Place p : List.copyOf(places)) {
            places.addAll(places(p.value(), p.name()));
        }
        return places;
    }

    static List<String> everyPlace() {
        return places(full(), "").stream().map(Place::name).toList();
    }

    private static Place find(ObjectNode card, String name) {
        return places(card, "").stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("everyPlace")
    void onlyValidValuesAreAccepted(String name) {
        List<JsonNode> others =
                List.of(
                        NullNode.instance,
                        BooleanNode.TRUE,
                        new TextNode(""),
                        new TextNode(" "),
                        new TextNode("1"),
                        new TextNode("x".repeat(401)),
                        new IntNode(-1_000_001),
                        new DoubleNode(1e9),
                        new IntNode(Integer.MAX_VALUE),
                        JsonNodeFactory.instance.arrayNode(),
                        JsonNodeFactory.instance.arrayNode().add(1),
                        JsonNodeFactory.instance.objectNode());
        int refused = 0;
        for (JsonNode other : others) {
            ObjectNode card = full();
            Place place = find(card, name);
            if (place.value().isTextual()
                    && other.isTextual()
                    && other.asText().equals("1")
                    && !isChoice(name)) {
                continue; // a text of one character is one
            }
            place.set(other);
            refused(card.toString(), name);
            refused++;
        }
        assertThat(refused).isGreaterThanOrEqualTo(others.size() - 1);
    }

    private static boolean isChoice(String name) {
        return name.matches(
                "detector|.*(sha256|shape|edge|interpolation|enlarging|colours|activation)");
    }

    @ParameterizedTest
    @MethodSource("everyPlace")
    void missingKeysAreNamed(String name) {
        ObjectNode card = full();
        Place place = find(card, name);
        place.remove();
        if (OPTIONAL.contains(name)) {
            read(card);
        } else {
            refused(card.toString(), name.replaceFirst("\\[\\d]$", ""));
        }
    }

    @ParameterizedTest
    @MethodSource("everyPlace")
    void unknownKeysAreNamed(String name) {
        ObjectNode card = full();
        Place place = find(card, name);
        JsonNode holder = place.value().isObject() ? place.value() : place.parent();
        if (holder instanceof ObjectNode object) {
            object.put("thresholt\u001b", 1);
            refused(card.toString(), "thresholt?", "unknown key");
        }
    }

    @Test
    void aKeyTwiceIsRefused() {
        refused(
                full().toString().replace("\"factor\":1.5", "\"factor\":1.5,\"factor\":2.7"),
                "factor");
        refused(full().toString().replace("\"name\":\"a ", "\"name\":\"b\",\"name\":\"a "), "name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[]", "1", "null", "\"card\"", "{}", "{} {}", "{'a':1}"})
    void otherTextsAreRefused(String text) {
        refused(text, "card");
    }

    @Test
    void aCardOfMegabytesIsRefused() {
        refused("{\"name\":\"" + "x".repeat(1 << 20) + "\"}", "1 MiB");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../a.onnx",
                "a/../../b.onnx",
                "/etc/passwd",
                "C:\\a.onnx",
                "c:a.onnx",
                "a\\b.onnx",
                "..",
                ".",
                "./a.onnx",
                "a//b.onnx",
                "a/",
                "a\nb.onnx",
                "a\u0000.onnx"
            })
    void filesLieBelowTheCard(String file) {
        ObjectNode card = full();
        ((ObjectNode) card.at("/networks/0")).put("file", file);
        refused(card.toString(), "networks[0].file");
    }

    @Test
    void oneOfLiveAndSpoofIsGiven() {
        ObjectNode both = full();
        ((ObjectNode) both.at("/networks/0/output")).put("spoof", 0);
        refused(both.toString(), "\"live\" and \"spoof\"");
        ObjectNode neither = full();
        ((ObjectNode) neither.at("/networks/0/output")).remove("live");
        refused(neither.toString(), "networks[0].output.live");
    }

    @Test
    void numbersThatContradictEachOtherAreRefused() {
        ObjectNode index = full();
        ((ObjectNode) index.at("/networks/0/output")).put("live", 3);
        refused(index.toString(), "networks[0].output.live", "0 to 2");
        ObjectNode range = full();
        ((ObjectNode) range.at("/networks/0/input")).putArray("range").add(1).add(1);
        refused(range.toString(), "networks[0].input.range");
        ObjectNode own = full();
        ((ObjectNode) own.at("/networks/0/crop")).put("edge", "lgsc").put("shape", "box");
        refused(own.toString(), "networks[0].crop.shape");
    }

    @Test
    void aCardIsDistinguishedFromAModel() throws IOException {
        assertThat(ForeignCard.isCard(write("\n {"))).isTrue();
        assertThat(ForeignCard.isCard(write("\uFEFF" + full()))).isTrue();
        assertThat(ForeignCard.read(write("\uFEFF" + full()))).isEqualTo(read(full()));
        assertThat(ForeignCard.isCard(write("PK\u0003"))).isFalse();
        assertThat(ForeignCard.isCard(write(""))).isFalse();
        assertThat(ForeignCard.isCard(folder)).isFalse();
        assertThat(ForeignCard.isCard(folder.resolve("none"))).isFalse();
    }

    @Test
    void aCopyDiffersOnlyInItsThreshold() {
        Path card = write(full().toString());
        Path copy = folder.resolve("copy.json");
        ForeignCard.write(card, new ModelThreshold(0.75, "fitted anew"), copy);
        ForeignCard before = ForeignCard.read(card);
        ForeignCard after = ForeignCard.read(copy);
        assertThat(after.threshold()).isEqualTo(new ModelThreshold(0.75, "fitted anew"));
        assertThat(after).usingRecursiveComparison().ignoringFields("threshold").isEqualTo(before);
        assertThat(ForeignCard.fingerprint(copy)).isEqualTo(ForeignCard.fingerprint(card));
        ForeignCard.write(copy, new ModelThreshold(-Double.MIN_VALUE, "refuses all"), copy);
        assertThat(ForeignCard.read(copy).threshold().spoofScore()).isNegative();
    }

    @Test
    void pixelsAreDividedByFiniteNumbers() {
        PixelInput.Planes infinite = new PixelInput.Planes(1, Double.POSITIVE_INFINITY, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new PixelInput(
                                        32,
                                        32,
                                        PixelInput.Colours.RGB,
                                        new PixelInput.Range(0, 1),
                                        PixelInput.Planes.ZERO,
                                        infinite));
    }
}

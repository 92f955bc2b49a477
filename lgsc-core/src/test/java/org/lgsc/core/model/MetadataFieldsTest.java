package org.lgsc.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;
import org.lgsc.core.detector.LivenessDetector;
import org.lgsc.core.engine.Precision;

/** Every field of a model's metadata, with values of every other kind. */
class MetadataFieldsTest {
    private static final String CALIBRATION = "/calibration";
    private static final String RANGES = CALIBRATION + "/ranges/";

    /** One map of many. */
    private static final String RANGE = RANGES + "encoder_layer4_0_norm1";

    /** Fields that older files do not have. */
    private static final Set<String> MAY_BE_MISSING =
            Set.of(
                    "/network/encoderWeights",
                    "/provenance/lgscVersion",
                    "/provenance/dl4jVersion",
                    "/provenance/backend",
                    "/provenance/java",
                    "/provenance/platform",
                    "/provenance/created",
                    "/network/cueOrderMargin",
                    "/card",
                    "/card/training",
                    "/card/development",
                    "/card/recipe",
                    "/card/rates",
                    "/card/baseline",
                    "/card/startedFrom",
                    "/card/goodFor",
                    "/card/notFor",
                    "/card/knownFailures",
                    CALIBRATION,
                    "/parts");

    private static final ObjectMapper JSON = new ObjectMapper();
    @TempDir static Path folder;

    private static SavedModel saved;
    private static ObjectNode metadata;

    /** The same of a quantised model. */
    private static ObjectNode quantised;

    @BeforeAll
    static void saveOne() throws IOException {
        saved = new SavedModel(folder);
        metadata = (ObjectNode) JSON.readTree(saved.entry("lgsc.json"));
        Calibration.Range range = new Calibration.Range(-1, 1);
        Calibration calibration =
                new Calibration(
                        9,
                        saved.model().metadata().preprocessing(),
                        saved.model().graph().getConfiguration().getVertices().keySet().stream()
                                .collect(Collectors.toMap(name -> name, name -> range)));
        quantised = metadata.deepCopy();
        quantised.set("calibration", JSON.valueToTree(calibration));
    }

    private static ObjectNode with(String place) {
        return place.startsWith(CALIBRATION) ? quantised : metadata;
    }

    private static List<String> places() {
        List<String> all = places(metadata, "");
        all.add(CALIBRATION);
        for (String place : places(quantised.at(CALIBRATION), CALIBRATION)) {
            if (!place.startsWith(RANGES) || place.startsWith(RANGE)) {
                all.add(place);
            }
        }
        return all;
    }

    /** JSON pointers of all fields and elements, including objects. */
    private static List<String> places(JsonNode node, String at) {
        List<String> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            all.add(at + "/" + field.getKey());
            all.addAll(places(field.getValue(), at + "/" + field.getKey()));
        }
        if (node.isArray() && node.size() > 0) {
            all.add(at + "/0");
        }
        return all;
    }

    private static Path with(String place, JsonNode value) throws IOException {
        ObjectNode changed = with(place).deepCopy();
        int slash = place.lastIndexOf('/');
        JsonNode parent = changed.at(place.substring(0, slash));
        if (parent instanceof ArrayNode list) {
            list.set(0, value);
        } else if (value == null) {
            ((ObjectNode) parent).remove(place.substring(slash + 1));
        } else {
            ((ObjectNode) parent).set(place.substring(slash + 1), value);
        }
        return saved.with(
                folder.resolve("changed.zip"),
                Map.of("lgsc.json", JSON.writeValueAsBytes(changed)));
    }

    private static void assertRefused(String place, JsonNode value) throws IOException {
        Path file = with(place, value);
        assertThatThrownBy(() -> LgscModel.load(file))
                .as("%s = %s", place, value)
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("changed.zip");
    }

    @Test
    void valuesOfAnotherTypeAreRefused() throws IOException {
        JsonNodeFactory of = JsonNodeFactory.instance;
        for (String place : places()) {
            JsonNode now = with(place).at(place);
            List<JsonNode> others = new ArrayList<>();
            if (!MAY_BE_MISSING.contains(place)) {
                others.add(of.nullNode());
            }
            if (!now.isTextual()) {
                others.add(of.textNode(now.isContainerNode() ? "" : now.asText()));
                others.add(of.textNode("NaN"));
            }
            if (!now.isBoolean()) {
                others.add(of.booleanNode(true));
            }
            if (!now.isNumber()) {
                others.add(of.numberNode(1));
            }
            if (now.isIntegralNumber() || !now.isNumber()) {
                others.add(of.numberNode(1.9));
            }
            if (now.isIntegralNumber()) {
                others.add(of.numberNode(now.asLong() + 0.5));
                others.add(of.numberNode(new java.math.BigInteger("99999999999999999999")));
            }
            if (!now.isArray()) {
                others.add(of.arrayNode());
                others.add(of.arrayNode().add(now));
            } else {
                others.add(of.arrayNode().addNull());
            }
            if (!now.isObject()) {
                others.add(of.objectNode());
            }
            for (JsonNode other : others) {
                assertRefused(place, other);
            }
        }
    }

    /** Either the file is refused with its name, or its model is usable. */
    @Test
    void numbersOfAnySizeAreRefusedOrUsable() throws IOException {
        for (String place : places()) {
            if (!with(place).at(place).isNumber()) {
                continue;
            }
            boolean whole = with(place).at(place).isIntegralNumber();
            for (double value : new double[] {-1, 0, 1, 1e-300, 100, 1e9, 1e38, 1e308, -1e308}) {
                if (whole && Math.abs(value) > 1e15 || whole && value == 1e-300) {
                    continue;
                }
                JsonNode number =
                        whole
                                ? JsonNodeFactory.instance.numberNode((long) value)
                                : JsonNodeFactory.instance.numberNode(value);
                LgscModel model;
                try {
                    model = LgscModel.load(with(place, number));
                } catch (LgscException e) {
                    assertThat(e).hasMessageContaining("changed.zip");
                    continue;
                }
                build(place, model);
            }
        }
    }

    private static void build(String place, LgscModel model) {
        boolean whole = place.startsWith(CALIBRATION) && Precision.INT8.isSupported();
        LivenessDetector.Builder detector =
                LivenessDetector.builder(model)
                        .precision(whole ? Precision.INT8 : Precision.FLOAT32);
        boolean fits =
                !whole
                        || model.metadata()
                                .calibration()
                                .preprocessing()
                                .equals(model.metadata().preprocessing());
        if (!fits) {
            assertThatThrownBy(detector::build)
                    .isInstanceOf(LgscException.class)
                    .hasMessageContaining("another preprocessing of faces");
        } else {
            detector.build().close();
        }
    }

    @Test
    void thresholdsThatMakeEverythingLiveAreRefused() throws IOException {
        for (double threshold : new double[] {5, 1e308, -1, 1.0001, -1e-9}) {
            assertRefused("/threshold/spoofScore", JsonNodeFactory.instance.numberNode(threshold));
        }
    }

    @Test
    void missingRequiredFieldsAreRefused() throws IOException {
        for (String place : places()) {
            boolean free =
                    MAY_BE_MISSING.contains(place)
                            || place.startsWith("/parts/")
                            || place.startsWith("/provenance/training/")
                            || place.startsWith("/card/training/attacks/")
                            || place.equals("/card/rates/apcer/print")
                            || place.equals(RANGE)
                            || place.endsWith("/0");
            if (!free) {
                assertRefused(place, null);
            }
        }
    }

    @Test
    void duplicateKeysAndTextAfterTheEndAreRefused() throws IOException {
        String json = saved.entry("lgsc.json");
        for (String changed :
                new String[] {
                    json + "{}",
                    json + " x",
                    json.replaceFirst("\\{", "{\"formatVersion\" : 1,"),
                    json.replaceFirst("\"origin\"", "\"spoofScore\" : 0.9, \"origin\"")
                }) {
            Path file =
                    saved.with(
                            folder.resolve("twice.zip"),
                            Map.of("lgsc.json", SavedModel.latin(changed)));
            assertThatThrownBy(() -> LgscModel.load(file))
                    .as(changed)
                    .isInstanceOf(LgscException.class)
                    .hasMessageContaining("twice.zip");
        }
    }

    @Test
    void controlCharactersStayOutOfMessages() throws IOException {
        String json =
                saved.entry("lgsc.json").replace("\"INSTANCE\"", "\"\\u001b[31mred\\u009b\\n\"");
        assertThat(json).contains("u001b");
        Path file =
                saved.with(
                        folder.resolve("escape.zip"), Map.of("lgsc.json", SavedModel.latin(json)));
        assertThatThrownBy(() -> LgscModel.load(file))
                .isInstanceOf(LgscException.class)
                .satisfies(
                        e ->
                                assertThat(e.getMessage())
                                        .doesNotContainPattern("[\\p{Cntrl}\u009b]"));
    }

    /** 7.7 KB whose directory claimed 4 GB caused an allocation of 1.85 GB. */
    @Test
    void claimsOfTheDirectoryAreNotTrusted() throws IOException {
        ObjectNode wide = metadata.deepCopy();
        ((ObjectNode) wide.get("network")).put("baseWidth", 128);
        wide.remove("parts");
        org.deeplearning4j.nn.conf.ComputationGraphConfiguration network =
                org.lgsc.core.network.LgscNetwork.builder()
                        .baseWidth(128)
                        .inputSize(32)
                        .build()
                        .graphBuilder()
                        .build();
        Path file =
                saved.with(
                        folder.resolve("claims.zip"),
                        Map.of(
                                "lgsc.json",
                                JSON.writeValueAsBytes(wide),
                                "configuration.json",
                                SavedModel.latin(network.toJson())));
        byte[] zip = Files.readAllBytes(file);
        for (int i = 0; i < zip.length - 46; i++) { // sizes in the directory's records
            if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1 && zip[i + 3] == 2) {
                String name =
                        new String(zip, i + 46, 12, java.nio.charset.StandardCharsets.US_ASCII);
                if (name.startsWith("coefficients")) {
                    zip[i + 20] = (byte) 0xfe;
                    zip[i + 21] = (byte) 0xff;
                    zip[i + 22] = (byte) 0xff;
                    zip[i + 23] = (byte) 0xff;
                }
            }
        }
        Files.write(file, zip);
        assertThatThrownBy(() -> LgscModel.load(file))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("not those of a network of its size");
    }
}

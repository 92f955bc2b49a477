package org.lgsc.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.model.Preprocessing;

/** The geometry of runs from before geometries existed, read from their identity. */
final class EarlierGeometry {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "preprocessing.";

    private EarlierGeometry() {}

    /**
     * @param identity identity as in a checkpoint
     * @return empty when the run has a geometry
     */
    static Optional<FaceGeometry> of(Map<String, String> identity) {
        if (!identity.containsKey(PREFIX + "patches.mode")) {
            return Optional.empty();
        }
        ObjectNode json = JSON.createObjectNode();
        json.put("scaling", identity.get(PREFIX + "scaling"));
        json.putObject("crop")
                .put("enlargement", Double.parseDouble(identity.get(PREFIX + "crop.enlargement")))
                .put("minimumSize", Integer.parseInt(identity.get(PREFIX + "crop.minimumSize")));
        json.putObject("patches")
                .put("mode", identity.get(PREFIX + "patches.mode"))
                .put("size", Integer.parseInt(identity.get(PREFIX + "patches.size")))
                .put("count", Integer.parseInt(identity.get(PREFIX + "patches.count")));
        return Optional.of(JSON.convertValue(json, Preprocessing.class).geometry());
    }

    /** Returns the identity as it would be written today. */
    static Map<String, String> asToday(Map<String, String> identity) {
        Optional<FaceGeometry> geometry = of(identity);
        if (geometry.isEmpty()) {
            return identity;
        }
        Map<String, String> today = new TreeMap<>(identity);
        today.keySet()
                .removeIf(k -> k.startsWith(PREFIX + "crop.") || k.startsWith(PREFIX + "patches."));
        RunIdentity.flatten(PREFIX + "geometry", JSON.valueToTree(geometry.get()), today);
        return today;
    }
}

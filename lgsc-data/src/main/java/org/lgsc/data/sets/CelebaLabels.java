package org.lgsc.data.sets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.file.RegularFiles;

/**
 * A label file of CelebA-Spoof, {@code {"Data/train/1/live/0001.png": [44 numbers], ...}}: number
 * 40 is the attack type, number 43 is 0 for live and 1 for spoof. Read as a stream: the real files
 * have half a million entries.
 */
final class CelebaLabels {
    private static final int VALUES = 44;
    private static final int SPECIES = 40;
    private static final int LABEL = 43;
    private static final String[] NAMES = {
        "",
        "photo",
        "poster",
        "a4",
        "face-mask",
        "upper-body-mask",
        "region-mask",
        "pc",
        "pad",
        "phone",
        "3d-mask"
    };

    private CelebaLabels() {}

    /**
     * Species (empty for bona fide) and problems, by path without extension, e.g.
     * "Data/train/1/live/0001".
     */
    record Labels(Map<String, String> species, Map<String, String> problems) {}

    /**
     * Reads a file. A label that contradicts itself excludes only its own picture.
     *
     * @throws LgscException when the file cannot be read, naming the entry at fault
     */
    static Labels read(Path file) {
        Map<String, String> species = new TreeMap<>();
        Map<String, String> problems = new TreeMap<>();
        String path = "its beginning";
        try (InputStream in = RegularFiles.newInputStream(file);
                JsonParser json = new JsonFactory().createParser(in)) {
            require(json.nextToken() == JsonToken.START_OBJECT, file, path);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                path = json.currentName();
                int[] values = values(json, file, path);
                String id = path.replaceFirst("\\.[A-Za-z]+$", "");
                String problem = problem(values[LABEL], values[SPECIES]);
                if (problem.isEmpty()) {
                    species.put(id, NAMES[values[SPECIES]]);
                } else {
                    problems.put(id, "Its label in " + file.getFileName() + " " + problem);
                }
            }
            require(json.currentToken() == JsonToken.END_OBJECT, file, path);
        } catch (IOException e) {
            throw LgscException.of(e, "Cannot read %s after %s; copy the file again.", file, path);
        }
        return new Labels(
                Collections.unmodifiableMap(species), Collections.unmodifiableMap(problems));
    }

    private static String problem(int label, int kind) {
        if (label != 0 && label != 1) {
            return "is " + label + ", which is neither 0 (live) nor 1 (spoof).";
        }
        if (kind < 0 || kind >= NAMES.length) {
            return "names the unknown attack type " + kind + ".";
        }
        return (label == 0) == (kind == 0)
                ? ""
                : RootFormat.of(
                        "contradicts itself: %s with attack type %d (%s).",
                        label == 0 ? "live" : "spoof", kind, kind == 0 ? "live" : NAMES[kind]);
    }

    private static int[] values(JsonParser json, Path file, String path) throws IOException {
        int[] values = new int[VALUES];
        int count = 0;
        require(json.nextToken() == JsonToken.START_ARRAY, file, path);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(count < VALUES && json.currentToken().isNumeric(), file, path);
            values[count++] = json.getIntValue();
        }
        require(count == VALUES, file, path);
        return values;
    }

    private static void require(boolean holds, Path file, String path) {
        if (!holds) {
            throw LgscException.of(
                    "%s: %s has no list of 44 whole numbers; copy the file again.", file, path);
        }
    }
}

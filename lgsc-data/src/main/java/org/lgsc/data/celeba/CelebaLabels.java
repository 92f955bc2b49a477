package org.lgsc.data.celeba;

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
import org.lgsc.core.file.RegularFiles;

/**
 * A label file of CelebA-Spoof, {@code {"Data/train/1/live/0001.png": [44 numbers], ...}}: number
 * 40 is the kind of attack, number 43 is 0 for live and 1 for spoof. Read as a stream: the real
 * files have half a million entries.
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
     * Species by path without ending, e.g. "Data/train/1/live/0001"; empty for bona fide.
     *
     * @throws LgscException when the file cannot be read, naming the entry at fault
     */
    static Map<String, String> read(Path file) {
        Map<String, String> species = new TreeMap<>();
        String path = "its beginning";
        try (InputStream in = RegularFiles.newInputStream(file);
                JsonParser json = new JsonFactory().createParser(in)) {
            require(json.nextToken() == JsonToken.START_OBJECT, file, path);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                path = json.currentName();
                int[] values = values(json, file, path);
                require(values[LABEL] == 0 || values[LABEL] == 1, file, path);
                boolean live = values[LABEL] == 0;
                int kind = values[SPECIES];
                require(live == (kind == 0) && kind >= 0 && kind < NAMES.length, file, path);
                species.put(path.replaceFirst("\\.[A-Za-z]+$", ""), NAMES[kind]);
            }
            require(json.currentToken() == JsonToken.END_OBJECT, file, path);
        } catch (IOException e) {
            throw new LgscException(
                    "Cannot read " + file + " after " + path + "; copy the file again.", e);
        }
        return Collections.unmodifiableMap(species);
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
            throw new LgscException(
                    file
                            + ": "
                            + path
                            + " has no list of 44 numbers with a known kind of attack; copy the"
                            + " file again.");
        }
    }
}

package org.lgsc.data.cache;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.face.FaceLandmarks;
import org.lgsc.core.internal.file.RegularFiles;
import org.lgsc.core.internal.file.Sha256;
import org.lgsc.data.dataset.SetAside;

/**
 * Result of a unit of work: a video, or a few pictures.
 *
 * @param sources sizes in bytes of the files that it was made from, by id: a file that was copied
 *     again is processed again
 * @param entries the pictures
 * @param problems files and frames that could not be used
 */
record UnitRecord(
        Map<String, Long> sources, List<FaceCache.Entry> entries, List<SetAside> problems) {
    private static final ObjectMapper JSON =
            JsonMapper.builder().addMixIn(FaceBox.class, PlainBox.class).build();

    /** Landmarks are used to choose a face and are not recorded. */
    @SuppressWarnings("unused") // read by Jackson
    private abstract static class PlainBox {
        @JsonCreator
        PlainBox(
                @JsonProperty("x") int x,
                @JsonProperty("y") int y,
                @JsonProperty("width") int width,
                @JsonProperty("height") int height,
                @JsonProperty("confidence") double confidence) {}

        @JsonIgnore
        abstract Optional<FaceLandmarks> landmarks();
    }

    UnitRecord {
        sources = new TreeMap<>(sources);
        entries = List.copyOf(entries);
        problems = List.copyOf(problems);
    }

    String toJson() {
        try {
            return JSON.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of plain values can be written", e);
        }
    }

    /**
     * Reads an earlier run's record if it is still valid: same sizes of files, all pictures present
     * and, to verify, with the bytes that were written.
     */
    static Optional<UnitRecord> read(
            Path file, Map<String, Long> wanted, Path cache, boolean verify) {
        return read(file)
                .filter(unit -> unit.sources().equals(wanted))
                .filter(unit -> unit.entries().stream().allMatch(e -> isThere(cache, e, verify)));
    }

    /** Reads an earlier run's record; empty if there is none or it is damaged. */
    static Optional<UnitRecord> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(
                    JSON.readValue(RegularFiles.readString(file), UnitRecord.class));
        } catch (IOException e) {
            return Optional.empty(); // damaged: process the unit again
        }
    }

    private static boolean isThere(Path cache, FaceCache.Entry entry, boolean verify) {
        Path picture = cache.resolve(entry.path());
        return verify
                ? Sha256.ofReadable(picture).filter(entry.sha256()::equals).isPresent()
                : Files.exists(picture);
    }
}

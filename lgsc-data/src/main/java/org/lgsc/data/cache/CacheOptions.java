package org.lgsc.data.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.core.face.DetectorId;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.file.RegularFiles;
import org.lgsc.data.dataset.Framing;

/**
 * Everything except the data set itself that decides the contents of a cache. Written to {@code
 * cache.json}: a preparation resumes only with the same options.
 *
 * @param version of the cache's layout
 * @param dataset name of the data set
 * @param frames the frames used, as {@link org.lgsc.data.video.FrameSelection#toString()}
 * @param crop how a face is cut out
 * @param annotations whether face locations published with the set take precedence over the
 *     detector
 * @param detector the face detector, e.g. "haar"; with a fingerprint where it depends on a file
 * @param format of the pictures
 */
public record CacheOptions(
        int version,
        String dataset,
        String frames,
        FaceCrop crop,
        boolean annotations,
        String detector,
        Format format) {
    /** The layout that this version of the library writes and reads. */
    public static final int VERSION = 1;

    /** Digits of a fingerprint; a second word of another length is a version of the detector. */
    private static final int SHA256 = 64;

    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    /** Checks that nothing is missing. */
    public CacheOptions {
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(frames, "frames");
        Objects.requireNonNull(crop, "crop");
        Objects.requireNonNull(detector, "detector");
        Objects.requireNonNull(format, "format");
    }

    /** Returns the detector by whose boxes the faces were cut out. */
    public Framing framing() {
        String[] words = detector.split(" ");
        return words[0].equals("whole-image")
                ? Framing.CROPS
                : Framing.crops(
                        new DetectorId(
                                words[0],
                                words.length > 1 && words[1].length() == SHA256 ? words[1] : ""));
    }

    /**
     * Returns for example {@code frames: 5 in the cache, 10 now}, separated by semicolons; empty
     * when the options are the same.
     */
    String differences(CacheOptions now) {
        Map<String, String> others = now.words();
        return words().entrySet().stream()
                .filter(e -> !e.getValue().equals(others.get(e.getKey())))
                .map(
                        e ->
                                RootFormat.of(
                                        "%s: %s in the cache, %s now",
                                        e.getKey(), e.getValue(), others.get(e.getKey())))
                .collect(Collectors.joining("; "));
    }

    /** The options in words like those of the command line. */
    private Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("data set", dataset);
        words.put("frames", frames);
        words.put("enlargement", String.valueOf(crop.enlargement()));
        words.put("minimum face", crop.minimumSize() + " pixels");
        words.put("annotations", annotations ? "used" : "not used");
        words.put("detector", detector);
        words.put("format", format.name().toLowerCase(Locale.ROOT));
        return words;
    }

    String toJson() {
        try {
            return JSON.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of plain values can be written", e);
        }
    }

    /**
     * @throws LgscException when the file cannot be read or is of another version
     */
    static CacheOptions read(Path file) {
        try {
            CacheOptions options =
                    JSON.readValue(RegularFiles.readString(file), CacheOptions.class);
            if (options == null) {
                throw unreadable(file, null);
            }
            if (options.version() != VERSION) {
                throw LgscException.ofFile(
                        "%s is of version %s, this library reads version %s; prepare the data set"
                                + " again.",
                        file, options.version(), VERSION);
            }
            return options;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static LgscException unreadable(Path file, @Nullable Exception cause) {
        return LgscException.of(
                cause, "Cannot read %s; prepare the data set again into an empty folder.", file);
    }

    /** How the pictures of a cache are stored. */
    public enum Format {
        /** Lossless: fine traces of print and screen stay as recorded by the camera. */
        PNG("png"),
        /** JPEG of quality 95: a fifth of the size, read faster, but it adds traces of its own. */
        JPEG("jpg"),
        /** Not compressed: the fastest to read, the largest. */
        BMP("bmp");

        private static final int QUALITY = 95;

        private final String ending;

        Format(String ending) {
            this.ending = ending;
        }

        /** The extension of the files, without the dot. */
        String ending() {
            return ending;
        }

        /** Returns the bytes of a file. */
        public byte[] encode(RgbImage image) {
            return switch (this) {
                case PNG -> ImageEncoder.png(image);
                case JPEG -> ImageEncoder.jpeg(image, QUALITY);
                case BMP -> ImageEncoder.bmp(image);
            };
        }
    }
}

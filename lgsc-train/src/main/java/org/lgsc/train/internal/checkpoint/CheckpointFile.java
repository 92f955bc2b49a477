package org.lgsc.train.internal.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.file.IoReason;
import org.lgsc.core.internal.file.RegularFiles;
import org.lgsc.core.internal.file.Sha256;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One checkpoint: magic bytes and a version, the state of the run as JSON, arrays of numbers, and
 * at the end the SHA-256 of everything before. Not compressed: weights hardly shrink, and writing
 * must be short.
 */
public final class CheckpointFile {
    private static final byte[] MARK = {'L', 'G', 'S', 'C', 'C', 'K', 'P', 'T'};
    private static final int VERSION = 1;
    private static final int DIGEST = 32;
    private static final int LARGEST_JSON = 1 << 28;
    private static final ObjectMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final Path file;
    private final byte[] json;

    private CheckpointFile(Path file, byte[] json) {
        this.file = file;
        this.json = json;
    }

    /** The defect of a file, in a few words without its name. */
    static final class Damaged extends Exception {
        private static final long serialVersionUID = 1L;

        Damaged(String message) {
            super(message);
        }
    }

    /**
     * Writes to an open file and forces it to the disk.
     *
     * @param state state that is written as JSON
     * @param arrays FLOAT arrays by name
     */
    static void write(FileOutputStream target, Object state, Map<String, INDArray> arrays)
            throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] json = JSON.writeValueAsBytes(state);
        DataOutputStream out =
                new DataOutputStream(
                        new BufferedOutputStream(new DigestOutputStream(target, digest), 1 << 16));
        out.write(MARK);
        out.writeInt(VERSION);
        out.writeInt(json.length);
        out.write(json);
        out.writeInt(arrays.size());
        for (Map.Entry<String, INDArray> array : arrays.entrySet()) {
            out.writeUTF(array.getKey());
            out.writeLong(array.getValue().length());
            new FloatVector(array.getValue()).write(out);
        }
        out.flush();
        target.write(digest.digest());
        target.getFD().sync();
    }

    /** Opens a checkpoint and reads it once to check that it is intact. */
    static CheckpointFile open(Path file) throws Damaged {
        try {
            requireIntact(file);
            try (DataInputStream in = stream(file)) {
                requireHeader(in);
                int length = in.readInt();
                if (length < 0 || length > LARGEST_JSON) {
                    throw new Damaged("it claims " + length + " bytes of JSON");
                }
                return new CheckpointFile(file, in.readNBytes(length));
            }
        } catch (IOException e) {
            throw new Damaged("it cannot be read (" + IoReason.of(e) + ")");
        }
    }

    private static void requireHeader(DataInputStream in) throws IOException, Damaged {
        if (!Arrays.equals(in.readNBytes(MARK.length), MARK)) {
            throw new Damaged("it is not a checkpoint");
        }
        int version = in.readInt();
        if (version != VERSION) {
            throw new Damaged(
                    "it has format " + version + ", this version of the library reads " + VERSION);
        }
    }

    private static void requireIntact(Path file) throws IOException, Damaged {
        long size = Files.size(file);
        if (size < MARK.length + DIGEST) {
            throw new Damaged("it is truncated");
        }
        MessageDigest digest = Sha256.digest();
        try (InputStream in = RegularFiles.newInputStream(file);
                DigestInputStream content = new DigestInputStream(in, digest)) {
            byte[] buffer = new byte[1 << 20];
            long left = size - DIGEST;
            while (left > 0) {
                int n = content.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (n < 0) {
                    throw new Damaged("it is truncated");
                }
                left -= n;
            }
            if (!Arrays.equals(digest.digest(), in.readNBytes(DIGEST))) {
                throw new Damaged("its checksum does not match");
            }
        }
    }

    private static DataInputStream stream(Path file) throws IOException {
        return new DataInputStream(
                new BufferedInputStream(RegularFiles.newInputStream(file), 1 << 16));
    }

    public Path file() {
        return file;
    }

    /** Reads the state of the run. */
    public <T> T state(Class<T> type) {
        try {
            T state = JSON.readValue(json, type);
            if (state == null) {
                throw LgscException.of("%s does not describe a training run: it is null.", file);
            }
            return state;
        } catch (JsonProcessingException e) {
            throw new LgscException(
                    file + " does not describe a training run: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory", e);
        }
    }

    /** Reads the numbers into arrays of the same names and lengths, in the same order. */
    public void copyInto(Map<String, INDArray> targets) {
        try (DataInputStream in = stream(file)) {
            in.skipNBytes(MARK.length + 4L);
            in.skipNBytes(in.readInt());
            int count = in.readInt();
            boolean same = count == targets.size();
            for (Map.Entry<String, INDArray> target : targets.entrySet()) {
                same =
                        same
                                && in.readUTF().equals(target.getKey())
                                && in.readLong() == target.getValue().length();
                if (!same) {
                    throw new LgscException(
                            LgscException.Kind.FILE,
                            file
                                    + " holds the weights of another network than that of this"
                                    + " training.");
                }
                if (!new FloatVector(target.getValue()).read(in)) {
                    throw LgscException.ofFile(
                            "The checkpoint %s contains values that are not finite numbers: delete"
                                    + " it to resume from the one before.",
                            file);
                }
            }
        } catch (IOException e) {
            throw LgscException.of(e, "Cannot read the checkpoint %s: %s.", file, IoReason.of(e));
        }
    }
}

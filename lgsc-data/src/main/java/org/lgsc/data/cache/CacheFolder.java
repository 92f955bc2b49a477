package org.lgsc.data.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.lgsc.core.LgscException;

/**
 * Where the parts of a cache lie:
 *
 * <pre>
 * cache.json          the options
 * images/...          the pictures, by id of their presentation and frame
 * done/...            what came of each video; written when its pictures are complete
 * manifest.csv        all pictures; written last
 * set-aside.csv       what could not be used, and why
 * </pre>
 */
record CacheFolder(Path root) {
    Path options() {
        return root.resolve("cache.json");
    }

    Path manifest() {
        return root.resolve("manifest.csv");
    }

    Path setAside() {
        return root.resolve("set-aside.csv");
    }

    Path done(String unit) {
        return root.resolve("done").resolve(unit + ".json");
    }

    /** The path of a picture as it stands in the manifest. */
    static String imagePath(String id, int frame, CacheFormat format) {
        String name = frame < 0 ? id : String.format(Locale.ROOT, "%s/%05d", id, frame);
        return "images/" + name + "." + format.ending();
    }

    /** The folder of a video's pictures. */
    Path images(String id) {
        return root.resolve("images").resolve(id);
    }

    /**
     * Keeps a second preparation out of the folder until closed; a killed process lets go by
     * itself.
     *
     * @throws LgscException when another one is at work there
     */
    FileChannel lock() {
        try {
            Files.createDirectories(root);
            FileChannel channel =
                    FileChannel.open(
                            root.resolve(".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new LgscException(
                        "Another preparation is at work in " + root + "; wait for it to end.");
            }
            return channel;
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }

    /** Some of Java's exceptions have no more to say than the file's name. */
    private static String reason(IOException e) {
        return e instanceof FileAlreadyExistsException
                ? "a file is in the way"
                : e instanceof AccessDeniedException
                        ? "permission denied"
                        : e instanceof NoSuchFileException
                                ? "there is no such folder, nor can it be made"
                                : e.getMessage();
    }

    LgscException cannotWrite(IOException cause) {
        return LgscException.of(
                cause,
                "Cannot write to %s (%s); make room or give another folder, and "
                        + "run the same command again: it goes on where it stopped.",
                root,
                reason(cause));
    }
}

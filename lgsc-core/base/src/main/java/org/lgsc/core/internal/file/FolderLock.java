package org.lgsc.core.internal.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;

/**
 * Keeps two runs from writing to one folder. The system releases the lock when the process ends, in
 * whatever way.
 */
public final class FolderLock implements AutoCloseable {
    /**
     * Files that this process has locked. POSIX systems release a lock when the process closes any
     * channel of the file, so a second one must not even be opened.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final @Nullable Path file;
    private final @Nullable FileChannel channel;

    private FolderLock(@Nullable Path file, @Nullable FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Locks a folder for one use; a folder that cannot be written needs no lock.
     *
     * @param name name of the file that is locked, one for each use
     * @param use activity of the other run, for the message: "saves its checkpoints in"
     * @throws LgscException when another run has locked it
     */
    public static FolderLock of(Path folder, String name, String use) {
        Path file;
        try {
            Files.createDirectories(folder);
            file = folder.toRealPath().resolve(name);
        } catch (IOException e) {
            return new FolderLock(null, null); // nothing to write to
        }
        if (!HELD.add(file)) {
            throw inUse(folder, use);
        }
        FileChannel channel;
        try {
            channel = lock(file);
        } catch (IOException e) {
            HELD.remove(file);
            return new FolderLock(null, null); // a file system without locks, or read-only
        }
        if (channel == null) {
            HELD.remove(file);
            throw inUse(folder, use);
        }
        return new FolderLock(file, channel);
    }

    private static LgscException inUse(Path folder, String use) {
        return LgscException.of(
                "A run in progress %s %s; wait for it, or give another folder.", use, folder);
    }

    /** Returns the channel that has the lock; null when another process has it. */
    private static @Nullable FileChannel lock(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // a copy of this class in another class loader has it
        } finally {
            if (!locked) {
                closeQuietly(channel);
            }
        }
        return locked ? channel : null;
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            return; // it is no longer needed
        }
    }

    @Override
    public void close() {
        if (file != null && channel != null && channel.isOpen()) {
            closeQuietly(channel);
            HELD.remove(file);
        }
    }
}

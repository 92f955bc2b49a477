package org.lgsc.data.internal.folder;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.lgsc.core.LgscException;

/**
 * The layout of folders of pictures and videos: {@code ROOT/{train,dev,test}/{live,<PAI
 * species>}/...}.
 */
public final class FolderLayout {
    /** Folders that a data folder may hold. */
    public static final String SPLITS = "train, dev and test";

    /** Folders that the folder of a split may hold. */
    public static final String KINDS = "live and the PAI species";

    private static final String LIVE = "live";
    private static final Set<String> LIVE_SYNONYMS =
            Set.of("live", "real", "genuine", "bonafide", "bona_fide", "bona-fide", "client");

    private FolderLayout() {}

    /**
     * Returns the PAI species that a folder of a split stands for.
     *
     * @return empty for bona fide
     * @throws LgscException for a folder such as "real", which would count as attacks otherwise
     */
    public static String species(Path folder) {
        String name = folder.getFileName().toString();
        if (name.equals(LIVE)) {
            return "";
        }
        if (LIVE_SYNONYMS.contains(name.toLowerCase(Locale.ROOT))) {
            throw LgscException.of(
                    "Folder %s would count as an attack; bona fide pictures and videos belong in"
                            + " 'live'.",
                    folder);
        }
        return name;
    }

    /**
     * Returns the subject shown: the first folder, else the file name up to its first underscore,
     * else the file name without its extension.
     *
     * @param relative path of the file below {@code live} or the species
     */
    public static String subject(Path relative) {
        String first = relative.getName(0).toString();
        if (relative.getNameCount() > 1) {
            return first;
        }
        int underscore = first.indexOf('_');
        int dot = first.lastIndexOf('.');
        return underscore > 0
                ? first.substring(0, underscore)
                : dot > 0 ? first.substring(0, dot) : first;
    }

    /**
     * Returns the exception for a folder or picture in a wrong place.
     *
     * @param expected {@link #SPLITS} or {@link #KINDS}
     */
    public static LgscException misplaced(Path entry, String expected) {
        return LgscException.of(
                "%s does not belong there; %s may hold the folders %s only.",
                entry, String.valueOf(entry.getParent()), expected);
    }
}

/** Files that are written. */
package org.lgsc.core.file;

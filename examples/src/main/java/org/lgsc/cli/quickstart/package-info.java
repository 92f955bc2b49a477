/** The first command to try: a whole experiment in minutes, on drawn faces. */
package org.lgsc.cli.quickstart;

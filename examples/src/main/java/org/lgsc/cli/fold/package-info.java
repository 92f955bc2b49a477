/** How a fold is trained and scored, for every command that does either. */
package org.lgsc.cli.fold;

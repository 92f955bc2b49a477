/** ROSE-Youtu (Li et al., TIFS 2018). */
package org.lgsc.data.rose;

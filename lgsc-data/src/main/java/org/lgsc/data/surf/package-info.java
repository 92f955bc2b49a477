/** CASIA-SURF (Zhang et al., CVPR 2019), its colour pictures. */
package org.lgsc.data.surf;

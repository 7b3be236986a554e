"""The units that the tests of understanding speak of."""

UNITS = [
    "Phòng Kinh tế và Hạ tầng",
    "Phòng Văn hóa - Thông tin",
    "Phòng Giáo dục - Đào tạo",
    "Phòng Tài chính - Kế hoạch",
    "Phòng Nông nghiệp và Phát triển nông thôn",
    "Phòng Lao động - Thương binh và Xã hội",
    "Phòng Tài nguyên và Môi trường",
    "Phòng Y tế",
    "Ban Chỉ huy Quân sự huyện",
    "Công an huyện",
    "thị trấn Tiên Điền",
    "thị trấn Xuân An",
    "xã Xuân Hội",
    "xã Đan Trường",
    "xã Xuân Phổ",
    "xã Xuân Hải",
    "xã Xuân Giang",
    "xã Xuân Yên",
    "xã Xuân Thành",
    "xã Xuân Mỹ",
    "xã Xuân Viên",
    "xã Xuân Hồng",
    "xã Xuân Lam",
    "xã Xuân Lĩnh",
    "xã Xuân Liên",
    "xã Cổ Đạm",
    "xã Cương Gián",
]

OLD_NAMES = {"thị trấn Nghi Xuân": "thị trấn Tiên Điền", "xã Xuân Trường": "xã Đan Trường"}
